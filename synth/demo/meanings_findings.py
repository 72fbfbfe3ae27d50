"""The codes that the sentences of ``lenses`` and ``findings`` earn by themselves, given by meaning."""

from __future__ import annotations

from synth.demo import traps

LENSES = {
    "In Maslow's hierarchy of needs, being one of a group comes before esteem, and the accounts were read in "
    "that order.": "the.maslow",
    "Acceptance was treated as a need that has to be met on the way to esteem and self-actualization.": (
        "the.maslow"
    ),
    "We drew on Baumeister and Leary, for whom lasting bonds are a human motive.": "the.need_to_belong",
    "People are held to be driven by a fundamental need for lasting, positive bonds.": "the.need_to_belong",
    "Following Anant, we understood it as personal involvement in a system and asked how the context changes "
    "it.": "the.anant",
    "Hagerty's two dimensions, valued involvement and fit, guided the reading of what {P} said.": (
        "the.relatedness"
    ),
    "The Ascent to Competence, in which safety comes before learning, framed the questions to {P}.": (
        "the.ascent"
    ),
    "Relational being was the lens: an ecology of relations that values what people bring and asks nobody to "
    "blend in.": "the.relational_being",
    "Self-authorship, as Baxter Magolda describes it, helped to follow how {P} came to define their own "
    "beliefs.": "the.self_authorship",
    "Learning was seen as legitimate peripheral participation.": "the.cop",
    "The framework was that of communities of practice: newcomers move from the edge into shared work.": (
        "the.cop"
    ),
    "Situated learning theory guided the analysis.": "the.cop",
    "Professional identity formation served as the framework for what {P} became.": "the.pif",
    "Self-determination theory, with autonomy, competence and relatedness as needs, framed the study.": (
        "the.sdt"
    ),
    "A model of basic psychological needs was fitted.": "the.sdt",
    "Social identity theory holds that a group becomes part of the self.": "the.social_identity",
    "Cues that one's own group is devalued were expected to raise doubt about one's place in {S}.": (
        "the.social_identity"
    ),
    "The minority stress model was used to interpret what {P} reported.": "the.minority_stress",
    "Critical race theory informed the analysis.": "the.critical",
    "We took an intersectional lens and read gender and race together.": "the.critical eq.intersection "
    "eq.gender eq.race",
    "Bourdieu's habitus was used to explain who felt at ease in {S}.": "the.critical",
    "In Rosenberg's theory, people need to feel significant to others.": "the.mattering",
    "Mattering, the feeling of being significant to others, was the construct of interest.": "the.mattering",
    "The duty to do no harm was widened to include wellness, access and equity.": "the.do_no_harm",
    "We argue that to do no harm today includes fair access and the wellness of those who care.": (
        "the.do_no_harm"
    ),
}
SITES = {
    "Participants also wrote reflections at the end of each week.": "met.written",
    "Answers to an open-ended question were read twice.": "met.written",
    "Van Manen's hermeneutic approach was followed.": "met.phenomenology",
    "Theoretical sampling went on until a grounded theory stood.": "met.grounded",
    "Content analysis was used for the comments.": "met.thematic",
    "Codes were gathered into themes by two of us.": "met.thematic",
    "Data were collected during the COVID-19 pandemic.": "set.covid",
    "After the lockdown, contact was slow to return.": "set.covid",
    "Three rural hospitals far from any city took part.": "set.rural met.multisite",
    "The study took place on a pediatric unit.": "set.acute_paeds",
    "The site was an emergency department.": "set.acute_paeds",
    "The clinic is reached through a patient portal and a phone menu.": "set.virtual_door",
    "Teaching was moved to video calls for a year.": "set.online",
    "All sessions took place in a classroom on campus.": "set.campus",
    "Six institutions contributed data.": "met.multisite",
    "Clinical, administrative and support staff took part as well.": "pop.staff_mixed",
    "Health care workers of all roles were invited.": "pop.staff_mixed",
    "Patients and their caregivers were asked what made them feel welcome in care.": "pop.patients",
    "Members of the local community around the hospital joined the study team.": "pop.community",
    "The hospital was looked at as a place to work.": "set.workplace",
}
HELPS = {
    "Hard shifts survived together, and spoken of openly, tied {P} to their teams.": "con.shared_stress",
    "Teams that admitted shared stress grew closer.": "con.shared_stress",
    "Staff who used names, showed interest and included {P} in their talk made the difference.": (
        "con.connection"
    ),
    "Connection with team members was what {P} named first.": "con.connection",
    "Clear expectations and roles were asked for in {S}.": "con.expectations",
    "{P} who knew what was asked of them settled sooner.": "con.expectations",
    "Autonomy and a meaningful role were named by most {P}.": "con.autonomy",
    "Being trusted with real work at the right level was remembered for years.": "con.autonomy",
    "Physical space, such as desks and lockers, was short in {S}.": "con.space",
    "Without a room of their own, {P} ate lunch on the stairs.": "con.space",
    "Small, stable teams with friendly staff were described as good places to start.": "con.team_traits",
    "Staff attitudes and the culture of the team explained most of the differences between sites.": (
        "con.team_traits"
    ),
    "Being valued and respected by seniors came up in every account.": "con.valued",
    "Recognition of good work was rare and long remembered.": "con.valued",
    "Peer support carried {P} through difficult weeks.": "con.support",
    "Members of the group helped one another with shifts, notes and worries.": "con.support",
    "Continuity with one supervisor was asked for by {P}.": "con.continuity",
    "Constant rotation meant starting anew every four weeks.": "con.continuity",
    "Room to bring one's own culture and values to work was missed.": "con.identity_integration",
    "Some kept their personal and their professional identity apart and were tired by it.": (
        "con.identity_integration"
    ),
}
HINDERS = {
    "Discrimination and racism were described by a quarter of {P}.": "bar.discrimination",
    "Implicit bias in evaluations was reported from {S}.": "bar.discrimination",
    "A steep hierarchy and humiliation by seniors were described.": "bar.hierarchy",
    "Bullying by senior staff was named by {pct2}% of {P}.": "bar.hierarchy",
    "Many felt invisible in {S}.": "bar.anonymity",
    "At first {P} felt like outsiders.": "bar.anonymity",
    "Understaffed shifts left no time for newcomers.": "bar.workload",
    "High workload in {S} was the barrier named most often.": "bar.workload",
    "Language barriers and costs told families that they were not welcome.": "bar.access eq.language",
    "Patients without insurance met one closed door after another.": "bar.access eq.underserved",
    "Medical mistrust, built from past harm, kept some families away.": "bar.mistrust",
    "Distrust of hospitals was handed down in families.": "bar.mistrust",
    "Lack of role models who looked like them was named by {P}.": "bar.underrepresentation",
    "Being the only one of one's kind in the room was tiring.": "bar.underrepresentation",
}
PRACTICES = {
    "Teaching materials were made in co-creation with {P}.": "pra.cocreation",
    "{P} worked as partners of the staff in writing the course.": "pra.cocreation",
    "Learning communities of students and advisors met over four years.": "pra.learning_community",
    "A mentorship program paired newcomers with senior colleagues.": "pra.mentorship",
    "Near-peer mentors were assigned on the first day.": "pra.mentorship",
    "Employee resource groups were open to all.": "pra.erg",
    "An affinity group for {P} met every month.": "pra.erg",
    "Team-building days and shared meals were held in {S}.": "pra.team_building",
    "Diversity, equity and inclusion policies were in place everywhere.": "pra.dei_policy",
    "A DEI strategy alone was not seen as enough.": "pra.dei_policy",
    "Leaders who invited open communication and praised good work were trusted.": "pra.leadership",
    "Inclusive leadership was taught to heads of department.": "pra.leadership",
    "Everyday empathy, such as a greeting and a question, cost nothing.": "pra.empathy",
    "Listening sessions were hosted in {S}, and their minutes became a plan.": "pra.listening",
    "At town halls, staff and neighbors spoke and actions were agreed.": "pra.listening",
    "Departments, students and the community took part in every stage of decisions.": "pra.shared_decisions",
    "An onboarding program set out the culture and the rules of {S}.": "pra.onboarding",
    "A warm induction week replaced the stack of forms.": "pra.onboarding",
    "Staff attended implicit bias training.": "pra.bias_training",
    "Interpreters and translated letters were offered.": "pra.language_access",
    "Language services and a multilingual patient portal were set up.": "pra.language_access "
    "set.virtual_door",
    "Academic advisors helped {P} to set goals and boundaries.": "pra.advising",
    "The curriculum was changed so that future clinicians can practice equity.": "pra.curriculum",
    "A brief writing exercise framed early doubts as common and passing.": "pra.brief_exercise",
    "Supervisors took a short course on welcoming and teaching learners.": "pra.supervision",
    "A preceptor training toolkit was tested.": "pra.supervision",
}
OUTCOMES = {
    "Motivation to learn and self-efficacy rose.": "out.learning",
    "{P} dared to ask more and learned more from it.": "out.learning",
    "Professional identity grew over the year.": "out.identity",
    "Many saw themselves and others differently afterwards.": "out.identity",
    "Social integration in {S} took a few weeks.": "out.integration",
    "Newcomers became working members of the unit.": "out.integration",
    "Well-being improved and distress fell.": "out.wellbeing",
    "Depression and anxiety were lower among those who had been welcomed.": "out.wellbeing",
    "Emotional exhaustion fell in {S}.": "out.burnout",
    "Job satisfaction rose among {P}.": "out.job_satisfaction",
    "Fewer {P} thought of leaving.": "out.attrition",
    "Retention after two years was higher.": "out.attrition",
    "Career choice was influenced: more {P} wished to stay in primary care.": "out.career",
    "Patients rated communication and quality of care higher.": "out.patient_care",
    "Patient experience improved.": "out.patient_care",
    "Patients kept their appointments and shared more with their clinicians.": "out.adherence",
    "Those who fell ill drew comfort from the people around them.": "out.coping",
    "Coping with illness was easier for those who were not alone.": "out.coping",
    "Health equity was named as the aim.": "out.equity",
    "Gaps in access between groups of patients narrowed.": "out.equity",
    "Trust was restored, and teams recovered sooner after conflict.": "out.trust",
    "Imposter syndrome was named by half of {P}.": "out.impostor",
    "Many doubted their right to be there.": "out.impostor",
}
GROUPS = {
    "Black and Hispanic participants scored lower.": "eq.race",
    "Among those underrepresented in medicine, scores were lower.": "eq.race",
    "Indigenous participants spoke of walking in two worlds.": "eq.indigenous",
    "Māori and Aboriginal participants were asked separately.": "eq.indigenous",
    "Women scored lower than men in {S}.": "eq.gender",
    "Gender differences were large in {S}.": "eq.gender",
    "LGBTQ+ participants hid part of their lives in {S}.": "eq.lgbtq",
    "Transgender and queer participants were asked about safety.": "eq.lgbtq",
    "Those with a disability waited long for accommodations.": "eq.disability",
    "Autistic participants and those with ADHD preferred written instructions.": "eq.neurodiversity",
    "Those first in their family at university scored lower.": "eq.first_gen",
    "Participants from working-class homes felt the cost of each year.": "eq.first_gen",
    "Participants trained abroad had to prove themselves twice.": "eq.international",
    "International graduates scored lower in {S}.": "eq.international",
    "Families with limited English asked a child to translate.": "eq.language",
    "Muslim participants asked for a place to pray.": "eq.religion",
    "Religious minorities were asked about food and prayer.": "eq.religion",
    "Underserved neighborhoods were reached last.": "eq.underserved",
    "Those with several marginalized identities at once carried most.": "eq.intersection",
}
TRAPS = dict.fromkeys((*traps.LEARNING, *traps.CLINICAL), "")
