"""Maps: topics, citations, and places that stay put from build to build; pure."""
