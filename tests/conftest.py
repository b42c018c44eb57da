"""Property tests draw the same examples in every run; `--hypothesis-profile=explore` draws new ones."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("steady")
