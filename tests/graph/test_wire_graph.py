import gc
import weakref

from tests.support.library import toy_graph


def test_a_graph_that_is_let_go_is_gone_without_garbage_collection() -> None:
    graph = toy_graph("disc_1 draw_1", "disc_1.mobject > draw_1.mobject")
    wiring = graph.wiring
    assert [dict(wiring.in_degree), dict(wiring.degree)] == [
        {"disc_1": 0, "draw_1": 1},
        {"disc_1": 1, "draw_1": 1},
    ]
    assert list(wiring.edges) == list(wiring.out_edges) == [("disc_1", "draw_1", 0)]
    gc.disable()
    known = weakref.ref(wiring)
    del graph, wiring

    assert known() is None
