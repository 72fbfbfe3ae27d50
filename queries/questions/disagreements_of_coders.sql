-- title: On which codes do coders disagree?
-- about: Codes of works that one coder finds and another does not, and that nobody has settled: until then they do not count. agreed is how often, of the works both have judged, the coders of this code say the same, all pairs together.
-- param facet:
with agreement_of_codes as (
    select code, round(sum(agreed * works) / sum(works), 3) as agreed
    from code_agreement
    group by code
)
select code_disputes.facet, code_disputes.code, code_disputes.label, code_disputes.work, works.title,
       array_to_string(code_disputes.present, ', ') as says_present,
       array_to_string(code_disputes.absent, ', ') as says_absent, agreement_of_codes.agreed
from code_disputes
join works on works.work = code_disputes.work
join codebook on codebook.code = code_disputes.code
left join agreement_of_codes on agreement_of_codes.code = code_disputes.code
where trim($facet) = '' or code_disputes.facet = trim($facet)
order by codebook.place, code_disputes.work
