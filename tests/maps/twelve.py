"""Twelve works, made by hand, and what each kind of link between them is, worked out with a pencil."""

from synth.maps.references import Listed, References, resolve

# Two old works, a and b; l cites nothing and nobody cites it. x, y and z are publications outside: x is named
# by two identifiers, as two sources tell of the same reference lists. b is not known to OpenAlex here; those
# who cite it list it under its OpenAlex number too, which so leads nowhere.
X, X_AGAIN, Y, Z = "doi:10.5555/x", "openalex:W24", "doi:10.5555/y", "openalex:W26"
B_AGAIN = "openalex:W2"
YEARS = dict(
    zip("abcdefghijkl", (2000, 2001, 2003, 2004, 2006, 2007, 2009, 2010, 2012, 2013, 2014, 2015), strict=True)
)
CITES = {
    "c": ("a", "b", B_AGAIN),
    "d": ("a", "b", B_AGAIN),
    "e": ("c", "d"),
    "f": ("c",),
    "g": ("e", "f"),
    "h": ("e",),
    "i": ("g", X, X_AGAIN, Y),
    "j": (X, X_AGAIN, Z),
    "k": ("pubmed:1", Y),  # another name of a
}
ALIASES = {
    **{
        name: (name, f"doi:10.5555/{name}", f"openalex:W{place}") for place, name in enumerate(YEARS, start=1)
    },
    "a": ("a", "doi:10.5555/a", "openalex:W1", "pubmed:1"),
    "b": ("b", "doi:10.5555/b"),
}

DIRECT = {
    *(("c", "a"), ("c", "b"), ("d", "a"), ("d", "b"), ("e", "c"), ("e", "d"), ("f", "c"), ("g", "e")),
    *(("g", "f"), ("h", "e"), ("i", "g"), ("k", "a")),
}
# Pairs, how many cite both, and how many cite each: a is cited by c, d, k; b by c, d; c by e, f; d by e …
COCITATION = {("a", "b"): (2, 3, 2), ("c", "d"): (1, 2, 1), ("e", "f"): (1, 2, 1)}
# Pairs, how much both cite, and how much each cites. i cites g and two publications outside, x and y, not
# three; j cites x and z; i and j share x once, though under two names.
COUPLING = {
    ("c", "d"): (2, 2, 2),
    ("c", "k"): (1, 2, 2),
    ("d", "k"): (1, 2, 2),
    ("e", "f"): (1, 2, 1),
    ("g", "h"): (1, 2, 1),
    ("i", "j"): (1, 3, 2),
    ("i", "k"): (1, 3, 2),
}
# Ways from the cited a and b to h, i and k: 11 in all, and how many of them each citation carries.
PATHS = 11
TRAVERSALS = {
    **{("a", "c"): 3, ("a", "d"): 2, ("a", "k"): 1, ("b", "c"): 3, ("b", "d"): 2, ("c", "e"): 4},
    **{("c", "f"): 2, ("d", "e"): 4, ("e", "g"): 4, ("e", "h"): 4, ("f", "g"): 2, ("g", "i"): 6},
}
MAIN_PATH = [("a", "c"), ("c", "e"), ("e", "g"), ("g", "i")]  # 3 + 4 + 4 + 6; from b it would be as much


def references() -> References:
    """Give what the twelve cite."""
    return resolve(
        Listed(work=name, aliases=ALIASES[name], references=CITES.get(name, ()), year=year)
        for name, year in YEARS.items()
    )
