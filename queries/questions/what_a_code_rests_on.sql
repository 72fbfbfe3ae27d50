-- title: What does a code rest on?
-- about: The passages that earned a code, by its id or by words of its label (empty: any), one row for each word of a phrase, a person or the machine. counts says whether the work carries the code in the end: it does not where people disagree or say that it is absent, and never by a proposal.
-- param code: nursing
-- param most: 200
with asked as (
    select code, label, place
    from codebook
    where kind = 'code' and (code = trim($code) or contains(lower(label), lower(trim($code))))
)
select asked.code, asked.label, code_evidence.work, works.title, code_evidence.origin,
       coalesce(code_evidence.reviewer, code_evidence.phrase) as said_by, code_evidence.verdict,
       code_evidence.passage, code_evidence.field, code_evidence.passages,
       work_codes.code is not null as counts
from asked
join code_evidence on code_evidence.code = asked.code
join works on works.work = code_evidence.work
left join work_codes on work_codes.work = code_evidence.work and work_codes.code = asked.code
order by asked.place, code_evidence.work, code_evidence.evidence
limit $most::integer
