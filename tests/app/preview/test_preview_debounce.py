from manim_nodes.app.preview.preview_debounce import PreviewDebounce


def test_films_that_cost_more_wait_longer_for_edits_to_pause_within_bounds() -> None:
    debounce = PreviewDebounce()
    waits = [debounce.quiet_s]
    for cost in (1.0, 60.0):
        debounce.note_film(cost)
        waits.append(debounce.quiet_s)
    assert waits == sorted(waits)
    assert 0 < waits[0] < waits[1] < waits[2] <= 0.4


def test_drafts_are_drawn_of_slow_frames_as_long_as_they_are_quicker() -> None:
    debounce = PreviewDebounce()
    asked = [debounce.wants_draft]
    for seconds, is_draft in ((0.4, False), (0.1, True), (0.4, False), (0.38, True), (1.2, False)):
        debounce.note_frame(seconds, is_draft=is_draft)
        asked.append(debounce.wants_draft)
    assert asked == [False, True, True, True, False, True]
