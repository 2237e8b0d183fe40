"""What holds for every test."""

from hypothesis import HealthCheck, settings

# A test says what is right, not how fast: a machine that does other work beside it must not make it fail.
settings.register_profile("interlock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("interlock")
