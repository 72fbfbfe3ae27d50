"""Numbers as pictures: Vega-Lite specifications in, SVG, PNG or pages that need no network out."""
