"""The words for belonging, for its neighbours and for what only looks like it."""

from __future__ import annotations

# The idea by its name. Each holds the stem "belong" once.
NAMED = (
    "sense of belonging",
    "a sense of belonging",
    "belongingness",
    "feelings of belonging",
    "social belonging",
    "the need to belong",
)
NAMED_AT_WORK = (*NAMED, "workplace belonging", "professional belonging", "a culture of belonging")
NAMED_AT_SCHOOL = (*NAMED, "academic belonging", "school belonging", "belonging uncertainty")
NAMED_IN_CRISIS = ("thwarted belongingness", "a sense of belonging", "belongingness", "the need to belong")

# The idea under other words.
UNNAMED = (
    "mattering",
    "fitting in",
    "feeling part of the team",
    "feeling valued by the team",
    "being accepted by staff",
    "feeling included",
    "social connectedness with colleagues",
    "being made welcome",
    "inclusion in the team",
    "the feeling that one matters",
)
UNNAMED_LACK = (
    "feeling like an outsider",
    "being left standing in the corner",
    "othering",
    "social exclusion by the team",
    "feeling invisible on the ward",
    "not fitting in",
    "being treated as a visitor",
)
# Themes of qualitative studies that tell of belonging without naming it.
THEMES = (
    "being known by name",
    "a place to sit",
    "earning trust",
    "being given a real task",
    "welcome on the first day",
    "left in the corner",
    "someone who looks like me",
    "learning the unwritten rules",
    "time enough to become familiar",
    "speaking up and being heard",
    "hardship borne together",
    "an ally among the staff",
)
# Themes that tell of something else.
OTHER_THEMES = (
    "theory and practice apart",
    "too many tasks",
    "learning from mistakes",
    "feedback that comes late",
    "fear of harming patients",
    "paperwork before people",
    "unclear goals",
    "family and shift work",
    "growing confidence",
    "becoming a professional",
    "guilt and distress",
    "money and time",
)
INSTRUMENTS_NAMED = (
    "the Belongingness Scale-Clinical Placement Experience",
    "the Sense of Belonging Instrument",
    "the General Belongingness Scale",
    "the Sense of Belonging in Nursing School scale",
    "a scale of belonging made for surgical trainees",
)
INSTRUMENTS_SCHOOL = ("the Psychological Sense of School Membership scale", "a school belonging scale")
INSTRUMENTS_CRISIS = ("the Interpersonal Needs Questionnaire", "a structured risk interview")
INSTRUMENTS_UNNAMED = (
    "a mattering scale",
    "a nine-item inclusion scale",
    "a scale of perceived acceptance by the team",
    "a climate survey",
)
INSTRUMENTS_OTHER = (
    "the Maslach Burnout Inventory",
    "the Perceived Stress Scale",
    "the UCLA Loneliness Scale",
    "the Clance Impostor Phenomenon Scale",
    "a resilience scale",
    "an engagement survey",
)

# Themes that name it after all.
NAMED_THEMES = ("a sense of belonging", "belonging to the team", "a feeling of belonging")

# One sentence that names belonging where the work is about something else.
IN_PASSING = (
    "Pay, staffing, leadership and a sense of belonging have all been named as possible reasons.",
    "A few participants also mentioned a sense of belonging.",
    "Future work might add variables such as optimism or sense of belonging.",
    "Among many other things, people were asked about pride, pay and sense of belonging.",
    "Such programs are often said to raise morale and a sense of belonging, which was not measured here.",
    "Comments touched on parking, rosters, a sense of belonging and the canteen.",
    "Social needs, the need to belong among them, are beyond the scope of this paper.",
)
# The same under other words.
UNNAMED_IN_PASSING = (
    "Some added that being part of the team was what they would miss.",
    "Feeling valued was the item with the widest spread.",
    "Mattering to patients was mentioned by two participants.",
    "Fitting in was not asked about.",
    "Social connectedness with colleagues was a secondary outcome.",
    "Whether people felt included was left to a further study.",
    "One comment spoke of feeling like an outsider.",
)
# Neighbouring ideas, as whole sentences.
NEIGHBOURS = (
    "Psychological safety differed between teams.",
    "Impostor feelings were common and did not fade with seniority.",
    "Microaggressions were reported by a third of respondents.",
    "Loneliness rose during isolation and fell slowly afterwards.",
    "Professional identity was described as a slow negotiation with role models.",
    "A sense of community in the course was rated as moderate.",
    "Mistreatment by seniors was reported more often than by patients.",
    "Social isolation was screened with a single question.",
    "Stereotype threat lowered scores in one of three tasks.",
    "The inclusive learning environment policy was known to half of the staff.",
)
# The word by accident. {P} are people, {S} is a setting.
ACCIDENTS = (
    "Patients belonging to the lowest risk group had the longest stay.",
    "Genes belonging to the same pathway were down-regulated.",
    "Most isolates belonged to two sequence types.",
    "Families belonging to a registered practice were invited by letter.",
    "Cases belonging to the high-risk category were reviewed by two physicians.",
    "Personal belongings of patients were listed on admission by the nurses.",
    "Lost belongings were the most frequent complaint to nurses.",
    "Participants belonging to an ethnic minority were under-represented in the trial.",
    "Proteins belonging to this family are expressed in the kidney.",
    "Respondents belonging to the older age group answered less often.",
)
# What such a title looks like.
ACCIDENT_TITLES = (
    "Handling of patients' belongings in {S}",
    "Outcomes of {P} belonging to the oldest age group",
    "Genes belonging to one regulatory pathway and {F} in {P}",
    "{F} in {P} belonging to different risk groups",
    "{F} in {P}",
    "Predictors of {F} in {P} treated in {S}",
)
# Why people who are no health professionals are found with the words for them.
BYSTANDERS = (
    "School nurses and physicians may be well placed to notice those at risk.",
    "The findings may help clinicians, nurses and counselors who work with this group.",
    "Nurses and social workers referred a fifth of the participants.",
    "Implications for medical education and for general practitioners are considered.",
    "Participants were recruited by physicians and by word of mouth.",
    "A comparison group of nursing students took part in the pilot only.",
    "Doctors and nurses were asked to hand out the leaflet.",
    "Health professions offices on campus helped to spread the word.",
)
