from synth.demo import journals, people


def test_the_same_number_is_always_the_same_person() -> None:
    assert people.person(17, 3) == people.person(17, 3)
    assert people.person(17, 3) != people.person(18, 3)


def test_identifiers_of_people_are_well_formed_and_nobodys() -> None:
    found = [
        person.orcid
        for person in (people.person(number, number % 36) for number in range(400))
        if person.orcid
    ]
    assert len(set(found)) == len(found) > 100
    for orcid in found:
        digits = orcid.replace("-", "")
        assert orcid.startswith("0000-0000-")  # ORCID has given out nothing below 0000-0001-5000
        assert people.checked(digits[:15]) == digits


def test_the_check_character_is_that_of_the_standard() -> None:
    assert people.checked("000000021825009") == "0000000218250097"  # the example of ORCID's own documentation


def test_initials_count_double_names_twice() -> None:
    person = people.Person(number=1, family="Grünfelder", given="Anna-Lena B", orcid="", institution=None)
    assert person.initials == "ALB"


def test_every_journal_has_its_own_valid_issns() -> None:
    issns = [issn for journal in journals.journals() for issn in (journal.issn, journal.essn)]
    assert len(set(issns)) == len(issns)
    for issn in issns:
        digits = [10 if letter == "X" else int(letter) for letter in issn.replace("-", "")]
        assert sum(digit * weight for digit, weight in zip(digits, range(8, 0, -1), strict=True)) % 11 == 0
