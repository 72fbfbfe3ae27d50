"""The sentences that abstracts are made of: places in braces are filled for each work."""

from __future__ import annotations

# {C} the concept studied, {L} its lack, {P} people, {S} setting, {F} and {G} focuses, {W} where in the world,
# {N} {M} {K} numbers, {pct} {pct2} percentages, {r} {p} {or} {ci} statistics, {I} instrument, {T1}.. themes.

TITLES = (
    "{C} among {P}",
    "{C} of {P} in {S}",
    "{C} and {F} among {P}",
    "Exploring {C} of {P} in {S}",
    "{C} in {S}: experiences of {P} in {W}",
    "From {F} to {C}: {P} in {S}",
    "Does {C} predict {F}? A study of {P} in {W}",
    "{P} and {C} in {S}",
    "Accounts of {C} by {P} in {W}",
    '"{T1}": {C} of {P} in {S}',
    "What shapes {C}? Views of {P} from {W}",
    "{C}, {F} and {G} in {P}",
)
FOCUS_TITLES = (
    "{F} among {P}",
    "{F} and {G} in {P}",
    "{F} of {P} in {S}",
    "Factors associated with {F} among {P} in {W}",
    "Views of {F} held by {P} in {S}",
    "Improving {F} in {S}",
    "Experiences of {P} with {F} in {W}",
    "The relation of {F} to {G} among {P} in {W}",
    "{F} in {S}: the case of {W}",
    "Changes in {F} of {P} over two years",
)
# Of works in which the concept is one theme among others.
THEME_TITLES = ('"{T1}": {F} of {P} in {S}', "What helps {P} in {S}? {T1} and {T2}")
DESIGN_TITLES = {
    "interviews": (
        "a qualitative study",
        "an interview study",
        "a phenomenological study",
        "a grounded theory study",
    ),
    "focus groups": ("a focus group study", "a qualitative descriptive study"),
    "survey": ("a cross-sectional survey", "a cross-sectional study", "a questionnaire survey"),
    "mixed": ("a mixed methods study", "an explanatory sequential study"),
    "longitudinal": ("a longitudinal study", "a cohort study", "a repeated survey"),
    "trial": ("a randomized controlled trial", "a quasi-experimental study", "a pre-post study"),
    "scale": ("development and validation of a scale", "a psychometric study"),
    "review": ("a scoping review", "a systematic review", "an integrative review", "a concept analysis"),
    "commentary": ("a commentary", "a call to action", "a perspective"),
    "cohort": ("a retrospective cohort study", "a registry study", "a multicenter study"),
    "laboratory": ("an experimental study", "a transcriptomic analysis"),
}

BACKGROUND = (
    "{C} is thought to shape how {P} engage with {S}, yet little is known about how it arises.",
    "Although {C} has been linked to {F}, evidence for {P} remains scattered.",
    "For {P}, {S} can be a place of welcome or of doubt, and {C} may decide which.",
    "{C} is often taken for granted; how much of it there is in {S} is less clear.",
    "Programs for {P} rarely measure {C}, even where {F} is a declared aim.",
    "Little attention has been paid to {C} in {W}, where {S} changed rapidly.",
    "{L} may be one reason why {P} leave.",
)
FOCUS_BACKGROUND = (
    "{F} among {P} has become a concern for {S}.",
    "Despite growing interest in {F}, its drivers in {S} are unclear.",
    "{P} have to cope with {F} amid changes in {S}.",
    "Evidence on {F} and {G} from {W} is sparse.",
    "Guidelines recommend attention to {F}, but practice varies widely.",
    "The costs of {F} are borne by those who work and learn in {S}.",
)
AIM = (
    "This study examined {C} among {P} in {S}.",
    "We explored how {P} experience {C} in {S}.",
    "The aim was to describe {C} and its relation to {F} in {P}.",
    "We asked whether {C} is associated with {F} among {P}.",
    "The purpose was to understand what fosters and what hinders {C} in {S}.",
)
FOCUS_AIM = (
    "This study examined {F} among {P} in {S}.",
    "We aimed to identify factors associated with {F}.",
    "The aim was to describe {F} and {G} in {P}.",
    "We evaluated whether a new approach improves {F} in {S}.",
    "The objective was to compare {F} between groups of {P}.",
)
METHODS = {
    "interviews": (
        "Semi-structured interviews with {M} {P} from {K} sites were analyzed thematically.",
        "We conducted in-depth interviews with {M} participants and used constant comparison.",
        "Interpretative phenomenological analysis was applied to {M} interviews recorded in {W}.",
        "Audio diaries of {M} participants were followed by interviews and read by two coders.",
    ),
    "focus groups": (
        "{K} focus groups with {M} {P} were transcribed and coded iteratively.",
        "We held {K} focus groups in {W}; framework analysis was used.",
    ),
    "survey": (
        "An online survey was answered by {N} {P} (response rate {pct}%); {I} was used.",
        "In a cross-sectional design, {N} participants at {K} sites completed {I}.",
        "{N} questionnaires including {I} were analyzed with multiple regression.",
        "A convenience sample of {N} {P} in {W} filled in {I}.",
    ),
    "mixed": (
        "A survey of {N} {P} with {I} was followed by {M} interviews.",
        "We combined {I} (n = {N}) with free-text responses and {K} focus groups.",
    ),
    "longitudinal": (
        "{N} {P} completed {I} at three time points over {K} months.",
        "A cohort of {N} participants was followed from entry; growth models were fitted.",
    ),
    "trial": (
        "{N} {P} were randomized to the program or to usual teaching; {I} was the primary outcome.",
        "In a pre-post design with a control group, {N} participants completed {I} before and after.",
    ),
    "scale": (
        "Items were drafted from {M} interviews and tested with {N} {P}; exploratory and confirmatory factor "
        "analyses followed.",
        "{I} was translated and validated with {N} participants in {W}.",
    ),
    "review": (
        "Five databases were searched; two reviewers screened {N} records and {M} studies were included.",
        "We followed a five-stage framework, screened {N} titles and charted {M} papers.",
        "Literature from {K} databases was searched without language limits; {M} reports were synthesized.",
    ),
    "commentary": (
        "In this commentary we draw on practice in {W} and offer starting points.",
        "This perspective brings together experience from {K} programs.",
    ),
    "cohort": (
        "We reviewed {N} consecutive {P} treated between two audits in {W}.",
        "Data of {N} {P} were taken from {S}; hazard ratios were adjusted for age and sex.",
    ),
    "laboratory": (
        "Samples from {M} donors were sequenced and compared with controls.",
        "We measured expression in tissue of {M} {P} and in cell lines.",
    ),
}
ANALYSIS = (
    "Reporting followed published guidelines.",
    "Two researchers coded independently and settled differences by discussion.",
    "Models were adjusted for age, gender and year of study.",
    "Ethical approval was obtained at each site.",
    "Missing values were imputed.",
    "Data were collected between spring and autumn.",
)
THEME_RESULTS = (
    "Three things stood out: {T1}, {T2} and {T3}.",
    "Participants spoke of {T1} and {T2}; some described {T3}.",
    "{K} subjects came up again and again, among them {T1}, {T2}, and {T3}.",
)
NUMBER_RESULTS = (
    "{C} correlated with {F} (r = {r}, p = {p}).",
    "Higher {C} was associated with lower {G} (odds ratio {or}, 95% CI {ci}).",
    "Overall, {pct}% reported high {C}; {pct2}% did not.",
    "Mean scores for {C} were {mean} (SD {sd}) and lower among those from ethnic minorities (p = {p}).",
    "After adjustment, {C} explained {pct2}% of the variance in {F}.",
    "{C} mediated the effect of supervision on {F} (indirect effect {r}, p = {p}).",
    "{L} was reported by {pct2}% and went along with {G}.",
)
FOCUS_NUMBERS = (
    "{F} was reported by {pct}% of participants.",
    "{F} correlated with {G} (r = {r}, p = {p}).",
    "Scores for {F} rose from {mean} to {mean2} (p = {p}).",
    "Older age was associated with less {F} (odds ratio {or}, 95% CI {ci}).",
    "{F} differed between sites ({pct}% against {pct2}%, p = {p}).",
    "There was no significant difference in {G} (p = 0.{K}1).",
)
SCALE_RESULTS = (
    "A {K}-item version showed good fit (CFI = 0.9{K}, alpha = 0.8{K}).",
    "Three factors explained {pct}% of the variance; reliability was acceptable (alpha = 0.8{K}).",
)
REVIEW_RESULTS = (
    "Most studies came from {W} and used small samples; {F} was the outcome examined most often.",
    "Definitions varied; {F} and {G} were reported in {pct}% of the studies.",
)
OPINIONS = (
    "Three starting points are offered: listening, time and honest feedback.",
    "Policies alone will not change what happens in {S}.",
    "Those who lead should ask {P} what they need.",
    "What is not counted is easily forgotten, and {F} is rarely counted.",
)
CONCLUSION = (
    "{C} may be fostered by small, deliberate acts of staff, and {S} should make room for them.",
    "Our findings suggest that {C} matters for {F}, although causality cannot be inferred.",
    "Those who plan {S} might consider {C} alongside {F}.",
    "Further research could test whether {C} can be changed by brief programs.",
    "Attention to {C} appears to be warranted in {S}.",
)
FOCUS_CONCLUSION = (
    "{F} may respond to changes in {S}; trials are needed.",
    "Our results suggest that {G} deserves attention when {F} is addressed.",
    "Interventions to improve {F} should be adapted to local needs.",
    "These findings are preliminary and need confirmation elsewhere.",
    "Leaders of {S} might use these results when planning for {P}.",
)
UNNAMED_COLOUR = (
    "Knowing names, being trusted with patients and being greeted made the difference.",
    "Those who were given a meaningful role felt valued.",
    "Approachable colleagues and clear expectations helped newcomers to fit in.",
    "Being ignored by seniors in the handover told newcomers that they were in the way.",
    "Feeling respected and accepted was tied to the attitude of supervisors.",
    "Short rotations left little time to become part of the team.",
    "Affinity groups and peer mentors helped people to feel that they matter.",
    "A locker, a chair and a name badge were described as signs of welcome.",
)
LABELS = (
    ("BACKGROUND", "AIM", "METHODS", "RESULTS", "CONCLUSIONS"),
    ("Introduction", "Objective", "Methods", "Results", "Discussion"),
    ("PROBLEM", "PURPOSE", "METHODS", "FINDINGS", "CONCLUSION"),
    ("Background", "Objectives", "Design", "Findings", "Conclusions"),
)
STOCK_TITLES = (
    "Editorial",
    "Editor's comments",
    "In this issue",
    "Book review",
    "From the editors",
    "Correspondence",
)
