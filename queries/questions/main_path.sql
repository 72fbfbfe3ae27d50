-- title: Along which works did the field come to where it is?
-- about: The main path of citations, step by step from the oldest: the line of works over which most ways lead from the first works to the newest (search path count). share is how many of all such ways take the step.
-- param kind: global
select main_path.place, main_path.cited, earlier.title as cited_title, earlier.year as cited_year, main_path.citing,
       later.title as citing_title, later.year as citing_year, round(main_path.share, 3) as share,
       case when 'retracted' in (earlier.status, later.status) then 'one of them was retracted' end as remark
from main_path
join works as earlier on earlier.work = main_path.cited
join works as later on later.work = main_path.citing
where main_path.kind = $kind
order by main_path.place, main_path.cited, main_path.citing
