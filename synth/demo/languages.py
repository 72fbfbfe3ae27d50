"""The part of the literature that is not in English: titles, abstracts and the codes for languages."""

from __future__ import annotations

from dataclasses import dataclass

from synth.demo.dice import Dice
from synth.demo.vocabulary import RELEVANT, Genre


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language: its codes, and the few words our titles and abstracts in it are made of."""

    code: str  # two letters, as OpenAlex and Crossref write it
    marc: str  # three letters, as PubMed and Europe PMC write it
    english: str  # its name, as ERIC writes it
    named: tuple[str, ...]
    unnamed: tuple[str, ...]
    other: tuple[str, ...]
    people: tuple[str, ...]
    settings: tuple[str, ...]
    title: tuple[str, ...]
    abstract: tuple[str, ...]


ENGLISH = Language(
    code="en",
    marc="eng",
    english="English",
    named=(),
    unnamed=(),
    other=(),
    people=(),
    settings=(),
    title=(),
    abstract=(),
)
OTHERS = (
    Language(
        code="es",
        marc="spa",
        english="Spanish",
        named=("Sentido de pertenencia", "Sentimiento de pertenencia", "Necesidad de pertenecer"),
        unnamed=("Sentirse parte del equipo", "Inclusión y acogida", "Sentirse valorado"),
        other=(
            "Agotamiento profesional",
            "Competencia clínica",
            "Satisfacción laboral",
            "Rendimiento académico",
        ),
        people=("estudiantes de enfermería", "estudiantes de medicina", "enfermeras", "médicos residentes"),
        settings=("las prácticas clínicas", "la facultad", "el hospital", "la atención primaria"),
        title=("{C} de {P} en {S}", "{C} en {S}: un estudio cualitativo con {P}", "{C} y bienestar en {P}"),
        abstract=(
            "Se estudió el tema en {S}.",
            "Participaron {N} {P}.",
            "Los resultados sugieren que el apoyo del equipo es importante.",
        ),
    ),
    Language(
        code="pt",
        marc="por",
        english="Portuguese",
        named=("Sentimento de pertencimento", "Senso de pertença", "Pertencimento"),
        unnamed=("Sentir-se parte da equipe", "Inclusão e acolhimento", "Sentir-se valorizado"),
        other=(
            "Esgotamento profissional",
            "Competência clínica",
            "Satisfação no trabalho",
            "Simulação realística",
        ),
        people=("estudantes de enfermagem", "estudantes de medicina", "enfermeiros", "médicos residentes"),
        settings=("estágios clínicos", "universidades públicas", "hospitais", "atenção básica"),
        title=("{C} de {P} em {S}", "{C} entre {P}: estudo transversal", "{C} em {S}: percepções de {P}"),
        abstract=(
            "Estudo realizado em {S}.",
            "Foram ouvidos {N} {P}.",
            "Conclui-se que a acolhida pela equipe favorece a aprendizagem.",
        ),
    ),
    Language(
        code="de",
        marc="ger",
        english="German",
        named=("Zugehörigkeitsgefühl", "Zugehörigkeit", "Das Gefühl der Zugehörigkeit"),
        unnamed=("Teil des Teams sein", "Anerkennung und Einbindung", "Willkommen auf Station"),
        other=("Arbeitszufriedenheit", "Klinische Kompetenz", "Prüfungsangst", "Burnout"),
        people=(
            "Pflegestudierenden",
            "Medizinstudierenden",
            "Pflegefachpersonen",
            "Assistenzärztinnen und -ärzten",
        ),
        settings=("im klinischen Praktikum", "im Krankenhaus", "im Studium", "in der Grundversorgung"),
        title=(
            "{C} von {P} {S}",
            "{C} {S}: eine qualitative Studie mit {P}",
            "{C} bei {P}: eine Querschnittsstudie",
        ),
        abstract=(
            "Untersucht wurde die Lage {S}.",
            "{N} Teilnehmende wurden befragt.",
            "Die Ergebnisse legen nahe, dass Unterstützung durch das Team wichtig ist.",
        ),
    ),
    Language(
        code="fr",
        marc="fre",
        english="French",
        named=("Le sentiment d'appartenance", "L'appartenance", "Le besoin d'appartenance"),
        unnamed=("Faire partie de l'équipe", "Inclusion et accueil", "Se sentir reconnu"),
        other=("L'épuisement professionnel", "La compétence clinique", "La satisfaction au travail"),
        people=("étudiants infirmiers", "étudiants en médecine", "infirmières", "internes"),
        settings=("stage clinique", "milieu hospitalier", "formation initiale"),
        title=(
            "{C} des {P} en {S}",
            "{C} chez les {P} : une étude qualitative",
            "{C} en {S} : le point de vue des {P}",
        ),
        abstract=(
            "L'étude porte sur la situation en {S}.",
            "{N} {P} ont été interrogés.",
            "Les résultats soulignent le rôle de l'équipe.",
        ),
    ),
    Language(
        code="zh",
        marc="chi",
        english="Chinese",
        named=("归属感", "职业归属感", "学校归属感"),
        unnamed=("融入团队的体验", "被接纳与被重视", "团队包容"),
        other=("职业倦怠", "临床能力", "工作满意度", "离职意愿"),
        people=("护理本科生", "医学生", "临床护士", "住院医师"),
        settings=("临床实习期间", "三级医院", "医学院校"),
        title=("{S}{P}{C}的现状及影响因素", "{P}{C}的质性研究", "{S}{P}的{C}调查"),
        abstract=("调查了{S}的情况。", "共有{N}名{P}参加。", "结果提示团队支持具有重要意义。"),
    ),
    Language(
        code="ja",
        marc="jpn",
        english="Japanese",
        named=("所属感", "帰属意識", "居場所感"),
        unnamed=("チームの一員であるという感覚", "受け入れられる経験", "大切にされる感覚"),
        other=("バーンアウト", "臨床判断", "職務満足", "学習意欲"),
        people=("看護学生", "医学生", "新人看護師", "研修医"),
        settings=("臨地実習における", "病院に勤務する", "大学における"),
        title=("{S}{P}の{C}", "{P}の{C}に関する質的研究", "{S}{P}の{C}とその関連要因"),
        abstract=("{S}{P}を対象とした。", "{N}名から回答を得た。", "支援の重要性が示唆された。"),
    ),
)
LANGUAGES = (ENGLISH, *OTHERS)


def title_in(language: Language, genre: Genre, dice: Dice) -> str:
    """Give a title in this language on a subject of this genre."""
    words = language.other
    if genre in (Genre.BELONGING, Genre.ELSEWHERE):
        words = language.named
    elif genre in RELEVANT:
        words = language.unnamed
    text = dice.pick(language.title).format(
        C=dice.pick(words), P=dice.pick(language.people), S=dice.pick(language.settings)
    )
    return text[0].upper() + text[1:]


def abstract_in(language: Language, dice: Dice) -> str:
    """Give a short abstract in this language."""
    people, setting = dice.pick(language.people), dice.pick(language.settings)
    blank = "" if language.code in ("zh", "ja") else " "
    sentences = [text.format(N=dice.between(20, 400), P=people, S=setting) for text in language.abstract]
    return blank.join(sentence[0].upper() + sentence[1:] for sentence in sentences)
