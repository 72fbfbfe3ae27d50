-- What a search in words looks through.

create table texts (
    work varchar primary key references works (work),
    words varchar not null
);

insert into texts
with whole as (
    select work, concat_ws(' ', title, abstract, array_to_string(keywords, ' ')) as text
    from built.works
)
select work, ' ' || trim(regexp_replace(lower(strip_accents(text)), '[^\p{L}\p{M}\p{N}]+', ' ', 'g')) || ' '
from whole
order by work;

comment on table texts is 'What a search in words looks through. For words that begin with nurs: where contains(words, '' nurs''); for the whole word: '' nurse ''.';
comment on column texts.work is 'The work.';
comment on column texts.words is 'Title, abstract and keywords in lower case, without accents and punctuation, one blank before, between and after the words.';
