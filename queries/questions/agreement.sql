-- title: How far do reviewers agree?
-- about: Of each two reviewers and each stage, over the works that both included or excluded (a maybe is left out and counted): the share they agree on, Cohen's kappa, and Gwet's AC1, which does not fall, as kappa does, when nearly all works are irrelevant. Empty: nothing to compare, or chance alone would explain all.
-- param stage: any
select stage, reviewer, other, works, maybes, round(100 * agreed, 1) as per_cent_agreed,
       round(kappa, 3) as kappa, round(ac1, 3) as ac1, both_include, one_includes, other_includes, both_exclude
from agreement
where $stage in ('any', stage)
order by stage, reviewer, other
