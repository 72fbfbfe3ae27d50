"""Words that say nothing of what a work is about: function words, and those of the trade of abstracts."""

from __future__ import annotations

import re

# Between two words of a term they belong to it as it is shown: "sense of belonging", "need to belong".
LINKS = frozenset({"of", "to", "and"})

_ENGLISH = """
a about above across after again against all almost alone along already also although always am among
amongst an and another any anyone anything are around as at away back be became because become becomes been
before behind being below between beyond both but by can cannot could did do does doing done down due during
each either else especially etc even ever every everyone few finally first for four from further gave get
give given go had has have having he her here hers herself him himself his how however i if in indeed
instead into is it its itself just know known last latter least less let like likely made mainly make many
may me might mine more moreover most mostly much must my myself namely near nearly neither never
nevertheless next no none nor not nothing now of off often on once one only onto or other others otherwise
our ours ourselves out over own part per perhaps possible quite rather re really recent recently regarding
same second see seem seemed seems several shall she should since six so some someone something sometimes
still such take ten than that the their theirs them themselves then there thereby therefore these they third
this those though three through throughout thus to together too toward towards two under unless until up
upon us used using various very via was we well went were what whatever when where whereas wherein whether
which while who whole whom whose why will with within without would yes yet you your yours yourself
yourselves five seven eight nine
"""

# What stands in abstracts of any topic: how a paper speaks of itself, its method, its figures, its publisher.
_TRADE = """
abstract academia achieve acknowledge additional additionally address addressed adjust adjusted aim aimed
aims al amp analyse analysed analyses analysis analyze analyzed anova appear applied approach appropriate
approximately area argue article assess assessed assessing assessment associate associated association
attempt author available average background base based baseline basis better big bring broad call case
central certain characteristic ci cinahl clear clearly coded collect collected collection column com
combined common commonly compare compared comparing comparison completed component comprehensive concept
conclude concluded conclusion conclusions conduct conducted confidence confirm consider considered consist
consistent contain content context contribute contribution copyright correlate correlated correlation
correlational criteria critical cross-sectional current currently data database date decrease define defined
demonstrate demonstrated describe described descriptive design designed despite detail determine determined
develop developed developing development df differ difference different difficult discuss discussed
discussion distribution document doi draw drawn editorial effect effective effectiveness eg eight element
elsevier embase emerge emerged emerging employ enable end enhance ensure establish established estimate et
evaluate evaluated evaluating evaluation evidence examine examined examining example exist existing expect
explain explore explored exploring extent extract face facilitate fact factor figure final find finding
findings focus focused follow followed following form found framework francis frequency frequently full
fully future gain gap general generally good great greater grounded grow growing gt guide hand help hence
hgh high higher highest highlight highlighted hr http https identified identify identifying ie impact
implement implementation implemented implication implications importance important improve improved
improvement inc include included includes including increase increased increasing increasingly indicate
indicated individual influence inform initial insight interest interpretation interval interview interviewed
interviewing interviews introduce introduction investigate investigated investigating involve involved
involving iqr issue item john journal key keywords lack large largely lead leading led level limit
limitation limitations limited line link list literature lived low lower lowest lt ltd main major making
manner manuscript material mean meaning meaningful measure measured measurement measuring median medline
method methodological methodology methods mid mixed mixed-method mixed-methods moderate multiple n narrative
nature nbsp necessary needed negative new novel number objective objectives observation observe observed
obtain obtained occur odds offer open order org original outcomes overall overview p paper participant
participate participated participation particular particularly perceive percent percentage perception
perceptions perform performed period perspective phase phenomenological phenomenology phenomenon pilot place
play point population positive possibility potential potentially practical predict predicted predictor
present presented press previous previously primary principal problem procedure process produce project
promote propose proposed prospective provide provided providing publication publish published publisher
pubmed purpose purposive put qualitative qualitatively quantitative quasi-experimental question
questionnaire raise random randomised randomized randomly range ranged rate ratio reach reason receive
received recommend recommendation recommendations recommended record reduce reduced refer reference reflect
regard regression relate related relation relationship relatively relevant remain report reported reporting
represent require required researcher reserved respectively respond respondent result results retrospective
reveal revealed review reviewed right rr sample sampled sampling science scope scopus score sd search
section seek select selected selection self-reported semi semi-structured series serve set setting shape
share shared short show showed shown significance significant significantly similar simple single size small
society sought source special specific specifically springer spss standard start state statement statistical
statistically status strength strong structure structured studied study studying subject submit subscale
subscales subsequent substantial successful suggest suggested summary supplementary supported survey
surveyed surveys systematic table taylor technique term tested text textendash textquoteleft textquoteright
thematic theme theoretical time title today tool topic total towards transcribed transcript trend trial turn
type typically understand understanding understood undertake undertaken unique univariable univariate
unknown use useful usefulness user validate validated value variable variance vary verbatim version view
views volume vs way week whereas wide widely wiley work worked www year years young
"""

# Alone they say little, in a pair much: "quality of life", "role model", "perceived burdensomeness".
_PALE = """
change control experience feel feeling group information intervention learner model need outcome people
perceived program programme quality research response role scale strategy support system test theory
"""

# The commonest function words of the other languages that abstracts come in.
_ELSEWHERE = """
de la el los las un una unos unas y en que se del al por con para su sus es como más o lo este esta estos
estas entre sobre ser fue son ha sin muy también hasta desde donde cuando
le les des du et une dans est qui sur par pour au aux ce cette ces avec sont pas ou leur leurs nous
der die das und ist im den dem ein eine einer eines einem mit von zu auf für als auch nicht sich wird werden
wurde wurden bei aus nach oder durch zur zum über wie
da do dos das em na no nas nos um uma com não mais foi pela pelo ao à às são
di il che per non gli dei della delle nel nella con alla sono tra
ve bir bu ile için olarak olan
van het een voor niet zijn op aan met
och att det som på är av för den till inte med
"""


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


SILENT = _words(_ENGLISH) | _words(_TRADE) | _words(_ELSEWHERE)
PALE = _words(_PALE)

# Keywords that indexers give to nearly every work on people or animals (MeSH check tags and their like).
CHECK_TAGS = frozenset(
    """humans|human|female|male|adult|adults|young adult|middle aged|aged|aged, 80 and over|adolescent|child
    |animals|surveys and questionnaires|cross-sectional studies|retrospective studies|prospective studies
    |qualitative research|united states|united kingdom|usa|uk|treatment outcome|reproducibility of results
    |questionnaires|questionnaire|article|research article|research|education|methods|psychology
    |statistics & numerical data|review|reviews""".replace("\n    ", "").split("|")
)

# What publishers and databases append to abstracts.
IMPRINTS = re.compile(
    r"""\[?the\ dissertation\ citations\ contained\ here .* | \(?psyc\w+\ database\ record .*
    | (?:©|\(c\)\ ?|copyright\W{1,4})\ ?(?:the\ authors?\W{1,3})?\d{4} .* | all\ rights\ reserved .*
    | published\ by\ [^.]{1,60}(?:ltd|inc|llc|b\.v|gmbh)\b .*""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
