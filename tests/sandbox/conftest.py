from collections.abc import Iterator

import pytest

from manim_nodes.sandbox.probe import best_tier, works
from manim_nodes.sandbox.tiers import Tier


@pytest.fixture(params=list(Tier), ids=lambda tier: tier.name.lower())
def tier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tier]:
    """Return each tier that this machine has, made the best one."""
    tier: Tier = request.param
    if not works(tier):
        pytest.skip(f"{tier.name} does not work on this machine")
    monkeypatch.setenv("MANIM_NODES_SANDBOX", tier.name)
    best_tier.cache_clear()
    yield tier
    best_tier.cache_clear()
