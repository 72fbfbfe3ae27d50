-- What this warehouse is.

create table about (
    key varchar primary key,
    value varchar not null
);

insert into about
select "key", "value"
from built.about
order by "key";

comment on table about is 'What this warehouse is: its profile, the day it is complete to, the version that built it, and whether its literature is synthetic.';
comment on column about.key is 'What is said.';
comment on column about.value is 'What it is.';
