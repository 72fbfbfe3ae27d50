"""Sentences that name a theory, and approaches to reading what people say; none holds the word itself."""

from __future__ import annotations

LENSES = (
    "In Maslow's hierarchy of needs, being one of a group comes before esteem, and the accounts were read in "
    "that order.",
    "Acceptance was treated as a need that has to be met on the way to esteem and self-actualization.",
    "We drew on Baumeister and Leary, for whom lasting bonds are a human motive.",
    "People are held to be driven by a fundamental need for lasting, positive bonds.",
    "Following Anant, we understood it as personal involvement in a system and asked how the context changes "
    "it.",
    "Hagerty's two dimensions, valued involvement and fit, guided the reading of what {P} said.",
    "The Ascent to Competence, in which safety comes before learning, framed the questions to {P}.",
    "Relational being was the lens: an ecology of relations that values what people bring and asks nobody to "
    "blend in.",
    "Self-authorship, as Baxter Magolda describes it, helped to follow how {P} came to define their own "
    "beliefs.",
    "Learning was seen as legitimate peripheral participation.",
    "The framework was that of communities of practice: newcomers move from the edge into shared work.",
    "Situated learning theory guided the analysis.",
    "Professional identity formation served as the framework for what {P} became.",
    "Self-determination theory, with autonomy, competence and relatedness as needs, framed the study.",
    "A model of basic psychological needs was fitted.",
    "Social identity theory holds that a group becomes part of the self.",
    "Cues that one's own group is devalued were expected to raise doubt about one's place in {S}.",
    "The minority stress model was used to interpret what {P} reported.",
    "Critical race theory informed the analysis.",
    "We took an intersectional lens and read gender and race together.",
    "Bourdieu's habitus was used to explain who felt at ease in {S}.",
    "In Rosenberg's theory, people need to feel significant to others.",
    "Mattering, the feeling of being significant to others, was the construct of interest.",
    "The duty to do no harm was widened to include wellness, access and equity.",
    "We argue that to do no harm today includes fair access and the wellness of those who care.",
)
# For studies that listen.
APPROACHES = (
    "Participants also wrote reflections at the end of each week.",
    "Answers to an open-ended question were read twice.",
    "Van Manen's hermeneutic approach was followed.",
    "Theoretical sampling went on until a grounded theory stood.",
    "Content analysis was used for the comments.",
    "Codes were gathered into themes by two of us.",
)
# Where and with whom a study was done.
SITES = (
    "Data were collected during the COVID-19 pandemic.",
    "After the lockdown, contact was slow to return.",
    "Three rural hospitals far from any city took part.",
    "The study took place on a pediatric unit.",
    "The site was an emergency department.",
    "The clinic is reached through a patient portal and a phone menu.",
    "Teaching was moved to video calls for a year.",
    "All sessions took place in a classroom on campus.",
    "Six institutions contributed data.",
    "Clinical, administrative and support staff took part as well.",
    "Health care workers of all roles were invited.",
    "Patients and their caregivers were asked what made them feel welcome in care.",
    "Members of the local community around the hospital joined the study team.",
    "The hospital was looked at as a place to work.",
)
