"""The site: the reviewers' room, in the browser."""
