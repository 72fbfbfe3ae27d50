"""
The codes that the sentences of ``phrases`` and ``concepts`` earn by themselves, given by meaning.

See ``meanings``. What stands in the places of a sentence earns its own; sentences that are not here (nearly
all titles, backgrounds, aims and results) earn nothing else.
"""

from __future__ import annotations

from synth.demo import concepts, phrases

TITLES = {
    "a qualitative study": "",
    "an interview study": "met.interview",
    "a phenomenological study": "met.phenomenology",
    "a grounded theory study": "met.grounded",
    "a focus group study": "met.focus_group",
    "a qualitative descriptive study": "",
    "a cross-sectional survey": "met.survey",
    "a cross-sectional study": "met.survey",
    "a questionnaire survey": "met.survey",
    "a mixed methods study": "met.mixed",
    "an explanatory sequential study": "met.mixed",
    "a longitudinal study": "met.longitudinal",
    "a cohort study": "met.longitudinal",
    "a repeated survey": "met.longitudinal",
    "a randomized controlled trial": "met.experiment",
    "a quasi-experimental study": "met.experiment",
    "a pre-post study": "met.experiment",
    "development and validation of a scale": "met.scale",
    "a psychometric study": "met.scale",
    "a scoping review": "met.review",
    "a systematic review": "met.review",
    "an integrative review": "met.review",
    "a concept analysis": "met.review",
    "a commentary": "met.commentary",
    "a call to action": "met.commentary",
    "a perspective": "met.commentary",
    "a retrospective cohort study": "met.longitudinal",
    "a registry study": "",
    "a multicenter study": "met.multisite",
    "an experimental study": "",  # of a laboratory
    "a transcriptomic analysis": "",
    # columns without data
    "Editorial": "met.commentary",
    "Editor's comments": "met.commentary",
    "In this issue": "met.commentary",
    "Book review": "met.commentary",
    "From the editors": "met.commentary",
    "Correspondence": "met.commentary",
}
METHODS = {
    "Semi-structured interviews with {M} {P} from {K} sites were analyzed thematically.": "met.interview "
    "met.thematic met.multisite",
    "We conducted in-depth interviews with {M} participants and used constant comparison.": "met.interview "
    "met.grounded",
    "Interpretative phenomenological analysis was applied to {M} interviews recorded in {W}.": "met.ipa "
    "met.interview",
    "Audio diaries of {M} participants were followed by interviews and read by two coders.": "met.written "
    "met.interview",
    "{K} focus groups with {M} {P} were transcribed and coded iteratively.": "met.focus_group met.thematic",
    "We held {K} focus groups in {W}; framework analysis was used.": "met.focus_group met.thematic",
    "An online survey was answered by {N} {P} (response rate {pct}%); {I} was used.": "met.survey",
    "In a cross-sectional design, {N} participants at {K} sites completed {I}.": "met.survey met.multisite",
    "{N} questionnaires including {I} were analyzed with multiple regression.": "met.survey",
    "A convenience sample of {N} {P} in {W} filled in {I}.": "met.survey",
    "A survey of {N} {P} with {I} was followed by {M} interviews.": "met.mixed met.survey met.interview",
    "We combined {I} (n = {N}) with free-text responses and {K} focus groups.": "met.mixed met.written "
    "met.focus_group",
    "{N} {P} completed {I} at three time points over {K} months.": "met.longitudinal",
    "A cohort of {N} participants was followed from entry; growth models were fitted.": "met.longitudinal",
    "{N} {P} were randomized to the program or to usual teaching; {I} was the primary outcome.": (
        "met.experiment"
    ),
    "In a pre-post design with a control group, {N} participants completed {I} before and after.": (
        "met.experiment"
    ),
    "Items were drafted from {M} interviews and tested with {N} {P}; exploratory and confirmatory factor "
    "analyses followed.": "met.scale met.interview",
    "{I} was translated and validated with {N} participants in {W}.": "met.scale",
    "Five databases were searched; two reviewers screened {N} records and {M} studies were included.": (
        "met.review"
    ),
    "We followed a five-stage framework, screened {N} titles and charted {M} papers.": "met.review",
    "Literature from {K} databases was searched without language limits; {M} reports were synthesized.": (
        "met.review"
    ),
    "In this commentary we draw on practice in {W} and offer starting points.": "met.commentary",
    "This perspective brings together experience from {K} programs.": "met.commentary",
    "We reviewed {N} consecutive {P} treated between two audits in {W}.": "",  # records, not literature
    "Data of {N} {P} were taken from {S}; hazard ratios were adjusted for age and sex.": "",
    "Samples from {M} donors were sequenced and compared with controls.": "",
    "We measured expression in tissue of {M} {P} and in cell lines.": "",
    "Reporting followed published guidelines.": "",
    "Two researchers coded independently and settled differences by discussion.": "",
    "Models were adjusted for age, gender and year of study.": "",
    "Ethical approval was obtained at each site.": "",
    "Missing values were imputed.": "",
    "Data were collected between spring and autumn.": "",
}
RESULTS = {
    "{L} may be one reason why {P} leave.": "out.attrition",
    "Mean scores for {C} were {mean} (SD {sd}) and lower among those from ethnic minorities (p = {p}).": (
        "eq.race"
    ),
    "A {K}-item version showed good fit (CFI = 0.9{K}, alpha = 0.8{K}).": "met.scale",
    "Three factors explained {pct}% of the variance; reliability was acceptable (alpha = 0.8{K}).": (
        "met.scale"
    ),
    "Most studies came from {W} and used small samples; {F} was the outcome examined most often.": (
        "met.review"
    ),
    "Definitions varied; {F} and {G} were reported in {pct}% of the studies.": "met.review",
    "Three starting points are offered: listening, time and honest feedback.": "",
    "Policies alone will not change what happens in {S}.": "",
    "Those who lead should ask {P} what they need.": "pra.leadership",
    "What is not counted is easily forgotten, and {F} is rarely counted.": "",
    "{C} may be fostered by small, deliberate acts of staff, and {S} should make room for them.": (
        "pra.empathy"
    ),
    "Knowing names, being trusted with patients and being greeted made the difference.": "con.connection "
    "con.autonomy pra.empathy",
    "Those who were given a meaningful role felt valued.": "con.autonomy con.valued",
    "Approachable colleagues and clear expectations helped newcomers to fit in.": "con.team_traits "
    "con.expectations out.integration",
    "Being ignored by seniors in the handover told newcomers that they were in the way.": "bar.hierarchy",
    "Feeling respected and accepted was tied to the attitude of supervisors.": "con.valued con.team_traits",
    "Short rotations left little time to become part of the team.": "con.continuity out.integration",
    "Affinity groups and peer mentors helped people to feel that they matter.": "pra.erg pra.mentorship "
    "the.mattering",
    "A locker, a chair and a name badge were described as signs of welcome.": "con.space",
}
ASIDES = {
    "Pay, staffing, leadership and a sense of belonging have all been named as possible reasons.": "",
    "A few participants also mentioned a sense of belonging.": "",
    "Future work might add variables such as optimism or sense of belonging.": "",
    "Among many other things, people were asked about pride, pay and sense of belonging.": "",
    "Such programs are often said to raise morale and a sense of belonging, which was not measured here.": "",
    "Comments touched on parking, rosters, a sense of belonging and the canteen.": "",
    "Social needs, the need to belong among them, are beyond the scope of this paper.": "",
    "Some added that being part of the team was what they would miss.": "",
    "Feeling valued was the item with the widest spread.": "con.valued",
    "Mattering to patients was mentioned by two participants.": "the.mattering",
    "Fitting in was not asked about.": "",
    "Social connectedness with colleagues was a secondary outcome.": "con.connection",
    "Whether people felt included was left to a further study.": "",
    "One comment spoke of feeling like an outsider.": "bar.anonymity",
    "Psychological safety differed between teams.": "con.team_traits",
    "Impostor feelings were common and did not fade with seniority.": "out.impostor",
    "Microaggressions were reported by a third of respondents.": "bar.discrimination",
    "Loneliness rose during isolation and fell slowly afterwards.": "out.wellbeing",
    "Professional identity was described as a slow negotiation with role models.": "out.identity",
    "A sense of community in the course was rated as moderate.": "",
    "Mistreatment by seniors was reported more often than by patients.": "bar.hierarchy",
    "Social isolation was screened with a single question.": "",
    "Stereotype threat lowered scores in one of three tasks.": "the.social_identity",
    "The inclusive learning environment policy was known to half of the staff.": "pra.dei_policy",
    "Patients belonging to the lowest risk group had the longest stay.": "",
    "Genes belonging to the same pathway were down-regulated.": "",
    "Most isolates belonged to two sequence types.": "",
    "Families belonging to a registered practice were invited by letter.": "",
    "Cases belonging to the high-risk category were reviewed by two physicians.": "",
    "Personal belongings of patients were listed on admission by the nurses.": "",
    "Lost belongings were the most frequent complaint to nurses.": "",
    "Participants belonging to an ethnic minority were under-represented in the trial.": "eq.race",
    "Proteins belonging to this family are expressed in the kidney.": "",
    "Respondents belonging to the older age group answered less often.": "",
    # None of these people was studied.
    "School nurses and physicians may be well placed to notice those at risk.": "",
    "The findings may help clinicians, nurses and counselors who work with this group.": "",
    "Nurses and social workers referred a fifth of the participants.": "",
    "Implications for medical education and for general practitioners are considered.": "",
    "Participants were recruited by physicians and by word of mouth.": "",
    "A comparison group of nursing students took part in the pilot only.": "",
    "Doctors and nurses were asked to hand out the leaflet.": "",
    "Health professions offices on campus helped to spread the word.": "",
}
# These earn nothing but what stands in their places.
OPEN = dict.fromkeys(
    (
        *phrases.TITLES,
        *phrases.FOCUS_TITLES,
        *phrases.THEME_TITLES,
        *phrases.BACKGROUND[:-1],
        *phrases.FOCUS_BACKGROUND,
        *phrases.AIM,
        *phrases.FOCUS_AIM,
        *phrases.THEME_RESULTS,
        *(result for result in phrases.NUMBER_RESULTS if "ethnic" not in result),
        *phrases.FOCUS_NUMBERS,
        *phrases.CONCLUSION[1:],
        *phrases.FOCUS_CONCLUSION,
        *concepts.ACCIDENT_TITLES,
    ),
    "",
)
# These tell of results: what stands in their places was found.
REPORTING = frozenset((*phrases.NUMBER_RESULTS, *phrases.FOCUS_NUMBERS, *phrases.REVIEW_RESULTS))
