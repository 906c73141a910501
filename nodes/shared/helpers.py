"""Functions that scripts carry along where their code calls them: what nodes need and manim does not have.

A script gets the source of those that it calls, and of those that they call, above its scene.
"""

import sys
import warnings
from fractions import Fraction

import numpy as np
from manim import *


def find_file(name):
    """Return the path of a file beside the script, or in the folder that manim is told to look in."""
    return utils.file_ops.seek_full_path_from_defaults(name, config.get_dir("assets_dir"), [])


def cubic_bezier(x1, y1, x2, y2):
    """Return the rate function of a curve from (0, 0) to (1, 1), which leaves towards one point and arrives from another."""

    def along(s, first, second):
        return 3 * s * (1 - s) ** 2 * first + 3 * s**2 * (1 - s) * second + s**3

    def ease(t):
        if not 0 < t < 1:
            return min(max(t, 0), 1)
        low, high = 0, 1
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if along(middle, x1, x2) < t else (low, middle)
        return along(low, y1, y2)

    return ease


def read_video(file):
    """Return a function that gives the picture of a video at a time, and how many seconds it lasts."""
    import av  # comes with manim, as Pillow does
    from PIL import Image, UnidentifiedImageError

    path = find_file(file)
    try:
        return read_moving_picture(lambda: Image.open(path, formats=["WEBP", "PNG"]))
    except UnidentifiedImageError:
        container = av.open(path)
    stream = container.streams.video[0]
    first = float((stream.start_time or 0) * stream.time_base)
    frames, shown, coming, picture = iter(()), None, None, None
    # By itself FFmpeg decodes these without what is transparent.
    decoders = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
    is_clear = stream.metadata.get("alpha_mode") == "1" and stream.codec_context.name in decoders

    def frames_from(seconds):
        decoder = stream
        if is_clear:
            decoder = av.CodecContext.create(decoders[stream.codec_context.name], "r")
        try:
            container.seek(int(seconds / stream.time_base), stream=stream)
            for packet in container.demux(stream):
                yield from decoder.decode(packet)
        except av.FFmpegError:
            return  # of a file that was cut off, the last picture stays

    def decode_from(seconds):
        nonlocal frames, shown, coming
        frames = frames_from(seconds)
        shown, coming = next(frames, None), next(frames, None)

    def picture_at(seconds):
        nonlocal shown, coming, picture
        seconds = first + seconds + 1e-6
        before = shown
        is_far = coming is not None and seconds >= shown.time + 2
        if shown is None or seconds < shown.time or is_far:
            decode_from(seconds)
        if shown is None:
            decode_from(first)
        while coming is not None and coming.time <= seconds:
            shown, coming = coming, next(frames, None)
        if shown is not before or picture is None:
            scale = min(1, 1080 / shown.height)
            size = {"width": round(shown.width * scale), "height": round(shown.height * scale)}
            picture = shown.to_ndarray(format="rgba", **size)
            picture = np.rot90(picture, round(getattr(shown, "rotation", 0) / 90))
        return picture.copy()

    if container.duration:
        return picture_at, container.duration / av.time_base
    # Recordings of browsers do not say how long they are.
    packets = [packet for packet in container.demux(stream) if packet.pts is not None]
    ends = ((packet.pts + (packet.duration or 0)) * stream.time_base for packet in packets)
    return picture_at, float(max(ends, default=0)) - first


def read_moving_picture(open_picture):
    """Return what ``read_video`` does, for a picture that Pillow opens."""
    image, ends, end = open_picture(), [], 0
    begin = int(image.info.get("default_image", False))  # which is for those who show no others
    for number in range(begin, getattr(image, "n_frames", 1)):
        image.seek(number)
        image.load()
        end += image.info.get("duration") or 100
        ends.append(end / 1000)

    def picture_at(seconds):
        nonlocal image
        number = begin + int(np.searchsorted(ends[:-1], seconds + 1e-6, side="right"))
        if number < image.tell():  # which it does not find again in a PNG
            image = open_picture()
        image.seek(number)
        picture = image.convert("RGBA")
        picture.thumbnail((picture.width, 1080))
        return np.array(picture)

    return picture_at, ends[-1]


def add_faded_sound(file, scene, length=None, fade_in=0, fade_out=0, time_offset=0, gain=None):
    """Let a sound, or its first seconds, come up from silence and go down to it."""
    import av  # comes with manim

    rate = 44100
    with av.open(find_file(file)) as container:
        sound = container.streams.audio[0]
        channels, graph, parts = min(sound.channels, 2), None, []
        for frame in decoded(container, sound):
            if graph is None:
                most = length if length is not None else 24 * 3600
                graph = sound_graph(frame, sound.channels, rate, 0, most, 1)
            parts.extend(pushed(graph, frame))
        parts.extend(pushed(graph, None) if graph else ())
    samples = np.concatenate(parts or [np.zeros((0, channels), np.int16)])
    at = np.arange(len(samples))[:, None] / rate
    share = np.ones_like(at)
    if fade_in > 0:
        share *= np.clip(at / fade_in, 0, 1)
    if fade_out > 0:
        share *= np.clip((len(samples) / rate - at) / fade_out, 0, 1)
    add_samples(scene, np.rint(samples * share).astype(np.int16), rate, time_offset, gain)


def add_sound_of_video(scene, file, start, length, speed=1, rounds=1, skipped=0, time_offset=0):
    """Let the sound of a part of a video be heard so many times, as fast as that plays, and at its own pitch."""
    import av  # comes with manim

    rate, parts = 44100, []
    try:
        container = av.open(find_file(file))
    except av.FFmpegError:
        return  # as of a picture that moves
    with container:
        if not container.streams.audio or not 1 / 16 <= speed <= 16:
            return
        sound, video = container.streams.audio[0], container.streams.video[0]
        channels = min(sound.channels, 2)
        start += float((video.start_time or 0) * video.time_base)
        if start > 1:
            container.seek(int((start - 1) * av.time_base))
        graph = None
        for frame in decoded(container, sound):
            if (frame.time or 0) >= start + length:
                break
            if graph is None:
                graph = sound_graph(frame, sound.channels, rate, start, length, speed)
                silence = max((frame.time or 0) - start, 0) / speed
                parts.append(np.zeros((round(silence * rate), channels), np.int16))
            parts.extend(pushed(graph, frame))
        parts.extend(pushed(graph, None) if graph else ())
    samples = np.concatenate(parts or [np.zeros((0, channels), np.int16)])
    samples.resize((round(length / speed * rate), channels), refcheck=False)
    samples = np.tile(samples, (rounds, 1))[round(skipped * rate) :]
    add_samples(scene, samples, rate, time_offset)


def add_samples(scene, samples, rate, time_offset=0, gain=None):
    """Let samples of 16 bits be heard, a column a channel."""
    import tempfile
    import wave

    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/sound.wav"
        with wave.open(file, "wb") as target:
            target.setnchannels(samples.shape[1])
            target.setsampwidth(2)
            target.setframerate(rate)
            target.writeframes(samples.tobytes())
        scene.add_sound(file, time_offset, gain)


def decoded(container, stream):
    """Decode a stream, and leave out what of it is broken, as players do."""
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except OSError:
            continue


def sound_graph(frame, channels, rate, start, length, speed):
    """Return the filters that make a sound of left and right of the frames of a part, as fast as it shall be."""
    import av

    layout = "mono" if channels == 1 else "stereo"
    slower = max(int(np.ceil(abs(np.log2(speed)))), 1)  # each of them at most twice
    filters = [
        ("aformat", f"sample_fmts=flt:channel_layouts={layout}"),
        ("alimiter", "level=0:latency=1"),  # of more channels, some of it may be too loud
        ("aformat", f"sample_fmts=s16:channel_layouts={layout}:sample_rates={rate}"),
        ("atrim", f"start={start:.6f}:end={start + length:.6f}"),
        *[("atempo", f"{speed ** (1 / slower):.9f}")] * slower,
    ]
    if channels <= 2:
        del filters[:2]
    if speed == 1:
        del filters[-1]
    graph = av.filter.Graph()
    last = graph.add_abuffer(
        sample_rate=frame.sample_rate,
        format=frame.format,
        layout=frame.layout,
        time_base=frame.time_base,
    )
    for name, options in [*filters, ("abuffersink", None)]:
        before, last = last, graph.add(name, options)
        before.link_to(last)
    graph.configure()
    return graph


def pushed(graph, frame):
    """Push a frame through filters, or None at the end, and return the samples that come out."""
    import av

    graph.push(frame)
    while True:
        try:
            part = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        yield part.to_ndarray().reshape(-1, len(part.layout.channels))


class Video(ImageMobject):
    """A picture that plays a video while the scene goes on, from when it is first seen."""

    def __init__(self, file, scene, start=0, end=None, speed=1, loop=False, height=3, sound=False):
        picture_at, length = read_video(file)
        start = min(max(start, 0), length)
        length = (length if end is None else min(end, length)) - start
        if length <= 0 or speed <= 0:
            warn_in_scene("Nothing of a video plays from its start to its end at its speed.")
        length, speed = max(length, 1e-3), max(speed, 0)
        began = heard = None
        rounds = max(int(np.ceil(speed / length)), 1) if loop else 1  # a second of sound or more

        def begin_sound():
            nonlocal heard
            passed = scene.time - began
            lasts = rounds * length / speed
            number = int((passed + 1e-6) // lasts) if loop else 0
            if number != heard:
                heard, late = number, passed - number * lasts
                skipped = late if late > 1.5 / config.frame_rate else 0  # when it was not seen
                offset = skipped - late
                add_sound_of_video(scene, file, start, length, speed, rounds, skipped, offset)

        def follow(video, dt):
            nonlocal began
            if began is None:
                began = scene.time
            if sound and speed:
                begin_sound()
            seconds = round((scene.time - began) * speed, 6)
            seconds = seconds % length if loop else min(seconds, length - 1e-3)
            video.pixel_array = picture_at(start + seconds)
            video.pixel_array[:, :, 3] = video.pixel_array[:, :, 3] * video.stroke_opacity

        super().__init__(picture_at(start))
        self.scale_to_fit_height(height)
        self.add_updater(follow)


def with_equal_pixels(mobject, target):
    """Give pictures as many pixels as those that they shall become have, and return the former."""
    from PIL import Image  # comes with manim

    family = [*mobject.get_family(), *target.get_family()]
    pictures = [each for each in family if isinstance(each, ImageMobject)]
    height, width = np.max([each.pixel_array.shape[:2] for each in pictures], axis=0)
    for each in pictures:
        if each.pixel_array.shape[:2] != (height, width):
            picture = Image.fromarray(each.pixel_array).resize((width, height))
            each.pixel_array = np.array(picture)
    return mobject


def value_at(function, *places):
    """Return what a function gives, and NaN where it is undefined, infinite or not real."""
    try:
        with np.errstate(all="ignore"):
            value = function(*places)
        return float(value) if np.isreal(value) and np.isfinite(value) else np.nan
    except (ArithmeticError, ValueError):
        return np.nan


@np.errstate(all="ignore")
def pieces_within(coordinates, t_range, cuts, low, high, is_noted=True):
    """Return the pieces of a curve that are defined and within limits, each as rows of coordinates.

    They end where the curve leaves the limits, has no value, or jumps.
    """
    start, end, step = t_range
    step = max(step, (end - start) / 10_000)
    bounds = [(a, b, (b - a) / 1e6, b - a) for a, b in zip(map(float, low), map(float, high))]
    undefined, inside = None, (0,) * len(bounds)
    pieces, gaps = [], []

    def sample(t):
        try:
            point = [*coordinates(t)][: len(bounds)]
        except (ArithmeticError, ValueError):
            return t, (), undefined
        if any(isinstance(c, complex) or not abs(c) < np.inf for c in point):
            return t, point, undefined
        sides = (
            (c > b + some) * 1 - (c < a - some) * 1 for c, (a, b, some, _) in zip(point, bounds)
        )
        return t, point, tuple(sides)

    def sample_beside_misses(t):
        here = sample(t)
        if here[2] is undefined:
            before, after = sample(t - step / 1e6), sample(t + step / 1e6)
            if before[2] == after[2] == inside and distance(before, after) < 0.001:
                return t, after[1], inside
        return here

    def distance(a, b):
        return max(abs(c - d) / size for c, d, (*_, size) in zip(a[1], b[1], bounds))

    def follow(a, b, calls, depth=0):
        middle = sample((a[0] + b[0]) / 2)
        sides = {a[2], middle[2], b[2]}
        if sides == {inside}:
            half = max(distance(a, middle), distance(middle, b))
            if half < 0.005 or half <= 0.7 * distance(a, b):
                pieces[-1].append(b)
                return
        elif len(sides) == 1:
            return
        if depth < 24 and next(calls, None):
            follow(a, middle, calls, depth + 1)
            follow(middle, b, calls, depth + 1)
        elif depth < 24 and sides == {inside}:
            pieces[-1].append(b)
        else:
            pieces.extend([[b]] if b[2] == inside else [])
            gaps.append(undefined in sides or inside not in sides)

    cuts = [cut + side for cut in sorted(cuts) if start < cut < end for side in (-1e-8, 1e-8)]
    ends = [start, *cuts, end]
    for first, last in zip(ends[::2], ends[1::2]):
        samples = [sample_beside_misses(t) for t in (*np.arange(first, last, step), last)]
        if samples[0][2] == inside:
            pieces.append([samples[0]])
        for a, b in zip(samples, samples[1:]):
            follow(a, b, iter(range(1, 400)))
    if is_noted and (any(gaps) or not pieces):
        warnings.warn(
            "A curve has no value in part of its range, and is not drawn there.", stacklevel=5
        )
    return [
        thinned(np.array([point for _, point, _ in piece]), bounds)
        for piece in pieces
        if len(piece) > 1
    ]


def thinned(points, bounds):
    """Leave points out that lie closer together than can be seen, and short ends that a smooth curve would overshoot."""
    size = np.array([size for *_, size in bounds])

    def distance(a, b):
        return np.max(abs(a - b) / size)

    kept = [points[0]]
    for point in points[1:-1]:
        if min(distance(point, kept[-1]), distance(point, points[-1])) > 0.0005:
            kept.append(point)
    kept.append(points[-1])
    for _ in range(2):
        while len(kept) > 2 and distance(kept[0], kept[1]) < 0.8 * distance(kept[1], kept[2]):
            del kept[1]
        kept.reverse()
    return np.array(kept)


def limits_of(axes, clip=True):
    """Return the smallest and the largest coordinates on axes; further ones if these may be left."""
    low, high = np.array([(axis.x_min, axis.x_max) for axis in axes.get_axes()]).T
    return (low, high) if clip else (5 * low - 4 * high, 5 * high - 4 * low)


class CurveInPieces(ParametricFunction):
    """A curve through pieces that are already worked out."""

    def __init__(self, function, pieces, **options):
        self.pieces = pieces
        super().__init__(function, **options)

    def generate_points(self):
        for piece in self.pieces:
            self.start_new_path(piece[0])
            self.add_points_as_corners(piece[1:])
        return self.make_smooth() if self.use_smoothing else self


def curve_within(axes, coordinates, t_range, cuts, clip, **options):
    """Return the curve of what has coordinates on axes, as far as it is defined and within them."""
    low, high = limits_of(axes, clip)
    size = len(low)

    def measured(t):
        point = [*coordinates(t)]
        from_pole = [abs(complex(*map(abs, point[:2])))] * is_round
        return [*point, *[0] * (size - len(point))][:size] + from_pole

    is_round = isinstance(axes, PolarPlane) and clip
    if is_round:
        low, high = [*low, -high[0]], [*high, high[0]]
    pieces = pieces_within(measured, t_range, cuts, low, high)
    placed = [np.transpose(axes.c2p(*piece.T[:size])) for piece in pieces]
    return CurveInPieces(lambda t: axes.c2p(*coordinates(t)), placed, t_range=t_range, **options)


def plot_within(axes, function, x_range=None, discontinuities=(), clip=True, **options):
    """Plot a function where it is defined and within the axes."""
    start, end, step, *_ = [*(x_range or axes.x_range[:2]), axes.x_range[2] / 10]
    scale = axes.x_axis.scaling.function
    graph = curve_within(
        axes,
        lambda t: (scale(t), function(scale(t))),
        (start, end, step),
        discontinuities,
        clip,
        **options,
    )
    graph.function = lambda x: axes.c2p(x, function(x))
    graph.underlying_function = function
    return graph


def plot_colored_within(axes, function, colorscale, colorscale_axis=1, **options):
    """Plot a function where it is defined and within the axes, in colors that follow its values."""
    graph = plot_within(axes, function, **options)
    x = [axes.p2c(piece[end])[0] for piece in graph.pieces for end in (0, -1)]
    if x:
        x_range = [min(x), max(x), (max(x) - min(x)) / 200]
        values = [value_at(function, each) for each in np.arange(*x_range)]
        known = np.isfinite(values)
        colors = axes.plot(
            lambda x: np.interp(x, np.arange(*x_range)[known], np.array(values)[known]),
            x_range,
            colorscale=colorscale,
            colorscale_axis=colorscale_axis,
        )
        graph.set_stroke(colors.get_stroke_colors()).set_sheen_direction(RIGHT)
    return graph


def antiderivative(graph, y_intercept=0, samples=50):
    """Return the function of the area under a curve, counted from 0."""

    def sums(x, count):
        heights = [value_at(graph.underlying_function, each) for each in np.linspace(0, x, count)]
        return [np.trapezoid(each, dx=x / (count - 1)) for each in (heights, np.abs(heights))]

    def area(x):
        (rough, size), (fine, _) = sums(x, samples), sums(x, 2 * samples)
        return rough + y_intercept if abs(rough - fine) <= 0.05 * abs(size) else np.nan

    return area


def parametric_within(axes, function, t_range, discontinuities=(), clip=True, **options):
    """Plot a parametric curve where it is defined and within the axes."""
    graph = curve_within(axes, function, (*t_range, 0.01)[:3], discontinuities, clip, **options)
    graph.underlying_function = function
    return graph


def polar_within(axes, r_func, theta_range=(0, TAU), discontinuities=(), clip=True, **options):
    """Plot a polar curve where it is defined and within the axes."""
    graph = curve_within(
        axes,
        lambda theta: (r_func(theta) * np.cos(theta), r_func(theta) * np.sin(theta)),
        (*theta_range, 0.01)[:3],
        discontinuities,
        clip,
        **options,
    )
    graph.underlying_function = r_func
    return graph


def function_graph_within(function, x_range=None, discontinuities=(), color=PURE_YELLOW, **options):
    """Return the curve of a function where it is defined, no higher or lower than twice the frame."""
    x_range = (*(x_range or (-config.frame_x_radius, config.frame_x_radius)), 0.01)[:3]
    limits = [x_range[0], -config.frame_height], [x_range[1], config.frame_height]
    pieces = pieces_within(lambda x: (x, function(x)), x_range, discontinuities, *limits)
    placed = [np.insert(piece, 2, 0, axis=1) for piece in pieces]
    graph = CurveInPieces(
        lambda x: np.array([x, function(x), 0]), placed, t_range=x_range, color=color, **options
    )
    graph.underlying_function = function
    return graph


def path_within(function, t_range, discontinuities=(), **options):
    """Return a parametric curve where it is defined, no further away than twice the frame is wide."""
    t_range = (*t_range, 0.01)[:3]
    far = np.full(3, 2 * config.frame_width)
    pieces = pieces_within(function, t_range, discontinuities, -far, far)
    return CurveInPieces(function, pieces, t_range=t_range, **options)


def limited(axes, graph, undefined=np.nan):
    """Return a curve like another that goes no further than the axes, and says where it is undefined."""

    def function(x):
        value = value_at(graph.underlying_function, x)
        return (
            undefined if np.isnan(value) else np.clip(value, axes.y_axis.x_min, axes.y_axis.x_max)
        )

    curve = graph.copy()
    curve.underlying_function = function
    curve.function = lambda x: axes.c2p(x, function(x))
    return curve


def area_within(
    axes, graph, x_range=None, bounded_graph=None, color=(BLUE, GREEN), opacity=0.3, **options
):
    """Return the area under a curve, or between two, where it is defined and within the axes."""
    low, high = axes.y_axis.x_min, axes.y_axis.x_max
    start, end = x_range or (graph.t_min, graph.t_max)
    if bounded_graph is not None:
        start, end = max(start, bounded_graph.t_min), min(end, bounded_graph.t_max)
    base = axes.p2c(axes.c2p(start))[1]

    def edges(x):
        other = base if bounded_graph is None else bounded_graph.underlying_function(x)
        return x, np.clip(graph.underlying_function(x), low, high), np.clip(other, low, high)

    limits = (start, low, low), (end, high, high)
    pieces = pieces_within(edges, (start, end, (end - start) / 200), (), *limits, is_noted=False)
    outlines = [
        [*np.transpose(axes.c2p(x, y)), *np.transpose(axes.c2p(x, other))[::-1]]
        for x, y, other in (piece.T for piece in pieces)
    ]
    return Polygram(*outlines, **options).set_opacity(opacity).set_color(color)


def riemann_within(axes, graph, bounded_graph=None, **options):
    """Return the Riemann rectangles of a curve where it is defined, as high as the axes at most."""
    other = limited(axes, bounded_graph) if bounded_graph is not None else None
    bars = axes.get_riemann_rectangles(limited(axes, graph), bounded_graph=other, **options)
    return VGroup(*[bar for bar in bars if np.isfinite(bar.points).all()])


def vertical_lines_within(axes, graph, x_range=None, num_lines=20, **options):
    """Return lines from the x axis to a curve where it is defined, as long as the axes at most."""
    curve = limited(axes, graph)
    numbers = np.linspace(*(x_range or axes.x_range)[:2], num_lines)
    return VGroup(
        *[
            axes.get_vertical_line(curve.function(x), **options)
            for x in numbers
            if np.isfinite(curve.underlying_function(x))
        ]
    )


def secant_where_defined(axes, x, graph, dx=None, **options):
    """Return the secant of a curve with its slope triangle; nothing where the curve is undefined."""
    dx = dx or float(axes.x_range[1] - axes.x_range[0]) / 10
    if np.isfinite([value_at(graph.underlying_function, each) for each in (x, x + dx)]).all():
        return axes.get_secant_slope_group(x, graph, dx=dx, **options)
    warn_in_scene("A curve has no tangent at some x.")
    group = VGroup()
    group.secant_line = VMobject()
    return group


def graph_value(graph, x):
    """Return the value of a curve; NaN where it has none."""
    value = value_at(graph.underlying_function, x)
    if np.isnan(value):
        warn_in_scene("A curve has no value at some x.")
    return value


def graph_angle(axes, x, graph):
    """Return the angle of a curve's tangent in degrees; NaN where it has none."""
    rise = graph_value(graph, x + 1e-8) - graph_value(graph, x)
    return np.arctan2(rise, 1e-8) / DEGREES


def graph_slope(axes, x, graph):
    """Return the slope of a curve; NaN where it has none."""
    return np.tan(graph_angle(axes, x, graph) * DEGREES)


def graph_point(axes, x, graph):
    """Return the point of a curve; one that no frame shows, straight above or below, where it has none."""
    away = 2 * config.frame_height
    if not hasattr(graph, "underlying_function"):
        try:
            return axes.i2gp(x, graph)
        except ValueError:
            warn_in_scene("A curve does not reach some x.")
            return axes.c2p(x, 0) + away * DOWN
    place = point_at(graph.function, x)
    if place is None:
        warn_in_scene("A curve has no value at some x.")
        sides = [point_at(graph.function, x + side) for side in (1e-6, -1e-6)]
        is_above = any(side is not None and side[1] > axes.c2p(x, 0)[1] for side in sides)
        place = axes.c2p(x, 0) + away * (UP if is_above else DOWN)
    return place


def graph_label_within(axes, graph, label, x_val=None, **options):
    """Return a label at the place of a curve that is nearest to x, or furthest right, where it is defined."""
    start, end = axes.x_axis.x_min, axes.x_axis.x_max
    at = end if x_val is None else x_val
    numbers = sorted([at, *np.linspace(start, end, 201)], key=lambda x: abs(x - at))
    values = ((x, value_at(graph.underlying_function, x)) for x in numbers)
    low, high = axes.y_axis.x_min, axes.y_axis.x_max
    places = (x for x, y in values if low <= y <= high or (x == x_val and np.isfinite(y)))
    return axes.get_graph_label(limited(axes, graph, 0), label, x_val=next(places, at), **options)


def point_at(function, *places):
    """Return the point that a function gives, no further away than twice the frame; None where it is undefined."""
    try:
        with np.errstate(all="ignore"):
            point = np.array(function(*places))
    except (ArithmeticError, ValueError):
        return None
    if np.iscomplexobj(point) or not np.isfinite(point).all():
        return None
    return np.clip(point, -2 * config.frame_width, 2 * config.frame_width)


def cut_surface(surface, place_at):
    """Cut a surface along the edge of where its places are seen; of faces that a leap goes through, nothing stays.

    Parameters
    ----------
    place_at : a function that gives the place for u and v; None where it is not seen
    """
    known = {}

    def place(u, v):
        if (u, v) not in known:
            known[u, v] = place_at(u, v)
        return known[u, v]

    def edge(seen, hidden):
        for _ in range(20):
            middle = (seen + hidden) / 2
            seen, hidden = (seen, middle) if place_at(*middle) is None else (middle, hidden)
        return place_at(*seen)

    def leaps(start, end):
        first, last = place(*start), place(*end)
        before = distance = np.linalg.norm(np.subtract(last, first))
        start, end = np.array([start, end])
        for _ in range(12 * (distance > 4 * usual)):
            middle = (start + end) / 2
            there = place_at(*middle)
            if there is None:
                return True
            if np.linalg.norm(there - first) > np.linalg.norm(last - there):
                end, last = middle, there
            else:
                start, first = middle, there
            distance = np.linalg.norm(last - first)
        return before > 4 * usual and distance > before / 4

    usual = min(
        np.median([np.linalg.norm(face.points[end] - face.points[end - 3]) for face in surface])
        for end in (3, 6)
    )
    gone = []
    for face in surface:
        corners = [
            (face.u1, face.v1), (face.u2, face.v1), (face.u2, face.v2), (face.u1, face.v2)
        ]  # fmt: skip
        seen = [place(*corner) is not None for corner in corners]
        middle = np.mean(corners, axis=0)
        if all(seen):
            is_torn = any(map(leaps, corners, corners[1:] + corners[:1]))
            if is_torn or place_at(*middle) is None:
                gone.append(face)
            continue
        points = []
        for here, there, is_here, is_there in zip(
            corners, corners[1:] + corners[:1], seen, seen[1:] + seen[:1]
        ):
            if is_here:
                points.append(place(*here))
            if is_here != is_there:
                ends = np.array([here, there] if is_here else [there, here])
                points.append(edge(*ends))
        if points:
            face.set_points_as_corners([*points, points[0]])
        else:
            gone.append(face)
    return surface.remove(*gone)


def warn_in_scene(message):
    """Warn at the line of the scene that is at work, however deep in functions it is."""
    level, frame = 1, sys._getframe()
    while frame.f_back and "construct" not in frame.f_code.co_qualname:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, stacklevel=level)


def note_missing_faces(surface, is_missing):
    """Warn of corners of a surface that have no value."""
    if any(is_missing(face.u1, face.v1) for face in surface):
        warn_in_scene("A surface has no value in part of its range.")


def surface_where_defined(func, axes=None, **options):
    """Return the surface of a function that gives points, without what is undefined, or leaves axes if there are any."""
    corners = limits_of(axes) if axes else None

    def place_at(u, v):
        point = point_at(func, u, v)
        if point is None or corners is None:
            return point
        coordinates = np.array(axes.p2c(point))
        some = (corners[1] - corners[0]) / 1e6
        is_in = (corners[0] - some <= coordinates) & (coordinates <= corners[1] + some)
        return point if is_in.all() else None

    surface = Surface(
        lambda u, v: ORIGIN if (point := point_at(func, u, v)) is None else point, **options
    )
    note_missing_faces(surface, lambda u, v: point_at(func, u, v) is None)
    return cut_surface(surface, place_at)


def plot_surface_within(axes, function, clip=True, **options):
    """Plot a function of x and y over axes where it is defined, from the lowest to the highest z at most."""
    low, high = (limit[2] for limit in limits_of(axes, clip))

    def height(x, y):
        z = value_at(function, x, y)
        return low if np.isnan(z) else np.clip(z, low, high)

    def place_at(x, y):
        z = value_at(function, x, y)
        some = (high - low) / 1e6
        return axes.c2p(x, y, z) if low - some <= z <= high + some else None

    surface = axes.plot_surface(height, **options)
    note_missing_faces(surface, lambda x, y: np.isnan(value_at(function, x, y)))
    return cut_surface(surface, place_at)


def vector_or_none(function):
    """Return a field that gives no vector where another is undefined or infinite."""
    is_noted = False

    def field(point):
        nonlocal is_noted
        vector = point_at(function, *point)
        if vector is None and not is_noted:
            is_noted = True
            warn_in_scene("A vector field has no value at some points.")
        return np.zeros(3) if vector is None else vector

    return field


def insert_curves(mobject, count):
    """Cut each line of something into more pieces."""
    for part in mobject.family_members_with_points():
        part.insert_n_curves(count)
    return mobject


def place_of(function, point):
    """Return where a function takes a point, 100 units away at most; None where it has no value."""
    try:
        with np.errstate(all="ignore"):
            place = np.array(function(np.where(np.abs(point) < 1e-12, 0, point)))
    except (ArithmeticError, ValueError):
        return None
    if np.iscomplexobj(place) or not np.isfinite(place).all():
        return None
    distance = np.linalg.norm(place)
    return place if distance <= 100 else place * (100 / distance)


def leap_between(function, start, end, first, last):
    """Return at which share of the way between points, whose places are known, a function has no value or leaps."""
    low, high = 0, 1
    for _ in range(40):
        if first is last is None:
            return None
        if first is not None and last is not None and np.linalg.norm(last - first) < 0.5:
            return None
        middle = (low + high) / 2
        place = place_of(function, start + middle * (end - start))
        if first is None or last is None or place is None:
            is_later = (place is None) == (first is None)
        else:
            is_later = np.linalg.norm(last - place) > np.linalg.norm(place - first)
        if is_later:
            low, first = middle, place
        else:
            high, last = middle, place
    return (low + high) / 2


def stream_lines_within(function, **options):
    """Return stream lines that end where their field has no value or leaps, such as at a pole."""
    lines = StreamLines(vector_or_none(function), **options)
    is_noted = False
    for line in lines.stream_lines:
        if not line.has_points():
            continue
        points = [*line.get_start_anchors(), line.get_end()]
        places = [place_of(lambda point: function(*point), point) for point in points]
        for k in range(len(points) - 1):
            leap = leap_between(
                lambda point: function(*point), *points[k : k + 2], *places[k : k + 2]
            )
            if leap is not None:
                end = points[k] + leap * (points[k + 1] - points[k])
                line.set_points_smoothly([*points[: k + 1], end])
                is_noted = True
                break
    if is_noted:
        warn_in_scene("A function has no value at some points, or leaps there.")
    return lines


def torn(mobject, function, keep=True):
    """Cut the lines of something where a function of points has no value or leaps, such as at a pole."""
    for part in mobject.family_members_with_points():
        if not isinstance(part, VMobject):
            continue
        pieces, is_torn = [], False
        for curve in part.get_cubic_bezier_tuples():
            places = [place_of(function, point) for point in curve]
            leaps = [
                leap_between(function, *curve[k : k + 2], *places[k : k + 2]) for k in range(3)
            ]
            cuts = [(k + leap) / 3 for k, leap in enumerate(leaps) if leap is not None]
            if not cuts and not any(place is None for place in places):
                pieces.append(curve)
                continue
            is_torn = True
            for low, high in zip([0, *cuts], [*cuts, 1]):
                low, high = low + 1e-7 * (low > 0), high - 1e-7 * (high < 1)
                middle = bezier(curve)((low + high) / 2)
                if high - low > 1e-6 and (keep or place_of(function, middle) is not None):
                    edges = np.linspace(low, high, 33)
                    pieces += [partial_bezier_points(curve, a, b) for a, b in zip(edges, edges[1:])]
        if is_torn:
            warn_in_scene("A function has no value at some points of a thing.")
            part.set_points(np.concatenate(pieces) if pieces else np.zeros((0, 3)))
    return mobject


def moved_points(function):
    """Return a function of points that lets them stay where it has no value, and never takes them out of sight of all."""

    def moved(point):
        place = place_of(function, point)
        if place is None:
            warn_in_scene("A function has no value at some points of a thing.")
        return point if place is None else place

    return moved


def in_space(function):
    """Return a function of complex numbers as one of points."""

    def place(point):
        value = complex(function(complex(*point[:2])))
        return value.real, value.imag, point[2]

    return place


def moved_number(function):
    """Return a function of complex numbers as :func:`moved_points` does."""
    place = moved_points(in_space(function))
    return lambda z: complex(*place(np.array([z.real, z.imag, 0]))[:2])


def moved_in_time(function):
    """Return a function of a point and a time as :func:`moved_points` does."""

    def place(x, y, z, t):
        return moved_points(lambda point: function(*point, t))(np.array([x, y, z]))

    return place


def moved_number_in_time(function):
    """Return a function of a complex number and a time as :func:`moved_points` does."""
    return lambda z, t: moved_number(lambda number: function(number, t))(z)


def map_points(mobject, function, about_point=None, about_edge=None):
    """Move the points of something to where a function says, without those that have no place."""
    if about_point is None:
        about_point = ORIGIN if about_edge is None else mobject.get_critical_point(about_edge)
    mobject.shift(-np.array(about_point))
    torn(mobject, function, keep=False).apply_function(moved_points(function))
    return mobject.shift(about_point)


class NumberOrDash(DecimalNumber):
    """A number that reads as a dash while it has no value, or none that is finite."""

    def _get_num_string(self, number):
        if np.isfinite(number):
            return super()._get_num_string(number)
        warn_in_scene("A number has no value at some time.")
        return "\N{EN DASH}" if self.mob_class is Text else "-"


def where_defined(function):
    """Return a function that gives NaN where another is undefined, infinite or not real."""
    return lambda *places: value_at(function, *places)


class Dash:
    """What stands in a text in place of a number that has no value."""

    def __format__(self, _):
        warn_in_scene("A number has no value at some time.")
        return "\N{EN DASH}"


def text_of_numbers(text, *values, **named):
    """Return a text with numbers put into it, and a dash for those that have no value."""

    def shown(value):
        has_value = not isinstance(value, (int, float)) or np.isfinite(value)
        return value if has_value else Dash()

    return text.format(*map(shown, values), **{name: shown(each) for name, each in named.items()})


def share_of_pi(x):
    """Return which simple fraction of pi a number is; None where it is none."""
    for denominator, nearness in ((24, 1e-6), (360, 1e-9)):
        share = Fraction(float(x / PI)).limit_denominator(denominator)
        if abs(x / PI - share) < nearness and abs(share.numerator) <= 99:
            return share
    return None


def decimals_of(numbers):
    """Return how many digits after the point show all of some numbers; two that count where none do."""
    gaps = [gap for gap in (abs(b - a) for a, b in zip(numbers, numbers[1:])) if gap > 0]
    finest = int(np.floor(np.log10(min(gaps or [abs(x) for x in numbers if x] or [1]))))
    for decimals in range(max(1, 4 - finest)):
        if all(abs(x - round(x, decimals)) < 1e-9 * max(1, abs(x)) for x in numbers):
            return decimals
    return int(np.clip(1 - finest, 0, 10))


def has_many_digits(x):
    """Return whether a number reads better with a power of 10."""
    return x != 0 and not 1e-6 < abs(x) < 1e7


def bounded_power(base, exponent):
    """Return a power, which is no whole number where it would be larger than other numbers can be."""
    is_whole = all(isinstance(each, (int, np.integer)) for each in (base, exponent))
    if is_whole and exponent * int(base).bit_length() > 1024:
        base = float(base)
    return base**exponent


def power_text(x, decimals, label_constructor):
    """Return how a number is written with a power of 10."""
    if x:
        if decimals is None:
            decimals = next(n for n in range(17) if abs(float(f"{x:.{n}e}") - x) <= 1e-9 * abs(x))
        digits, power = f"{x:.{decimals}e}".split("e")
        if label_constructor is Text:
            return f"{digits}e{int(power)}"
        digits = {"1": "", "-1": "-"}.get(
            digits, f"{digits} times " if label_constructor is MathTypst else rf"{digits} \times "
        )
        return (
            f"{digits}10^({int(power)})"
            if label_constructor is MathTypst
            else f"{digits}10^{{{int(power)}}}"
        )
    return "0"


def pi_text(share, label_constructor):
    """Return how a fraction of pi is written."""
    top, bottom = abs(share.numerator), share.denominator
    pi = {MathTypst: "pi", Text: "π"}.get(label_constructor, r"\pi")
    top = "0" if top == 0 else pi if top == 1 else f"{top} {pi}".replace(" π", "π")
    whole = {MathTypst: f"({top})/{bottom}", Text: f"{top}/{bottom}"}.get(
        label_constructor, rf"\frac{{{top}}}{{{bottom}}}"
    )
    return ("-" if share < 0 else "") + (top if bottom == 1 else whole)


def typeset(texts, label_constructor, **options):
    """Return a label for each text. LaTeX starts once for all of them, since that takes it longest."""
    if label_constructor is MathTex and texts:
        # In braces, so that a minus is a sign, and not between two numbers.
        return list(MathTex(*[f"{{{text} }}" for text in texts], **options))
    return [label_constructor(text, **options) for text in texts]


def number_texts(axis, numbers, decimals, pi, label_constructor, short=False):
    """Return how the numbers of an axis are written: with as many digits as they need, or as fractions of pi."""
    shares = [share_of_pi(x) for x in numbers]
    if pi and None not in shares and any(shares) and share_of_pi(axis.x_range[2]):
        return [pi_text(share, label_constructor) for share in shares]
    together = (
        [decimals_of(numbers)] * len(numbers)
        if isinstance(axis.scaling, LinearBase)
        else map(decimals_of, [[x] for x in numbers])
    )
    many = [short or has_many_digits(x) for x in numbers]
    if isinstance(axis.scaling, LinearBase):
        many = [any(many)] * len(numbers)
    return [
        power_text(x, decimals, label_constructor)
        if is_long
        else f"{x + 0:.{digits if decimals is None else decimals}f}"
        for x, digits, is_long in zip(numbers, together, many)
    ]


def ticks_of(axis):
    """Return the numbers with ticks: manim's go on for a millionth at the end, which may be several steps or none."""
    _, high, step = axis.x_range
    last = axis.scaling.inverse_function(max(axis.get_tick_range(), default=np.nan))
    if high + 1e-6 == high and not axis.include_tip and abs(last + step - high) < step / 1000:
        # A millionth is nothing beside such a number, so that the last tick is left out.
        end = axis.scaling.function(high)
        if hasattr(axis, "ticks"):
            axis.ticks.add(axis.get_tick(end, axis.tick_size))
        return [*ticks_within(axis), end]
    return ticks_within(axis)


def ticks_within(axis):
    """Return the numbers with ticks that lie between the ends of an axis, and remove ticks that do not."""
    low, high, step = axis.x_range
    inside = [
        low - step / 1000 <= axis.scaling.inverse_function(x) <= high + step / 1000
        for x in axis.get_tick_range()
    ]
    if not all(inside) and len(inside) == len(getattr(axis, "ticks", ())):
        axis.ticks.remove(*[tick for tick, is_in in zip(axis.ticks, inside) if not is_in])
    return [x for x, is_in in zip(axis.get_tick_range(), inside) if is_in]


def write_numbers(
    axis, numbers=None, excluding=None, decimals=None, pi=True, include_sign=False, label_constructor=MathTex,
    font_size=None, direction=None, buff=None, color=WHITE, suffix="",
):  # fmt: skip
    """Write the numbers of an axis, and leave some out where they would overlap."""
    excluding = axis.numbers_to_exclude if excluding is None else excluding
    direction = axis.label_direction if direction is None else direction
    shown = [float(x) for x in (ticks_of(axis) if numbers is None else numbers)]
    near = min(1e-9, axis.x_range[2] / 1000)
    shown = [x for x in shown if not any(np.isclose(x, other, atol=near) for other in excluding)]

    size = axis.font_size if font_size is None else font_size
    is_short = False

    def labels_of(chosen):
        labels = VGroup()
        texts = (
            number_texts(axis, chosen, decimals, pi, label_constructor, is_short) if chosen else []
        )
        texts = ["+" * (include_sign and x > 0) + text + suffix for x, text in zip(chosen, texts)]
        for x, label in zip(chosen, typeset(texts, label_constructor, font_size=size, color=color)):
            label.next_to(
                axis.n2p(x), direction, buff=axis.line_to_number_buff if buff is None else buff
            )
            if x < 0 and direction[0] == 0:
                label.shift(
                    label.family_members_with_points()[0].width * LEFT / 2
                )  # without the minus sign
            labels.add(pushed_into_frame(label, axis, x))
        return labels

    ends = [min(shown, default=0), max(shown, default=0)]
    share = share_in_frame(axis, ends, labels_of(ends))
    if share < 0.75:
        is_short = True
        share_of_short = share_in_frame(axis, ends, labels_of(ends))
        is_short = share_of_short > 1.05 * share
        share = share_of_short if is_short else share
    if share < 0.5:  # too small to read
        direction = -np.array(direction)
    else:
        size = size * share
    if numbers is None and len(shown) > 2:
        along = np.abs(normalize(axis.n2p(shown[-1]) - axis.n2p(shown[0])))
        room = np.linalg.norm(axis.n2p(shown[-1]) - axis.n2p(shown[-2]))
        most = max(
            np.dot(along, [label.width, label.height, label.height])
            for label in labels_of([*shown[:2], *shown[-2:]])
        )
        steps = [every * 10**power for power in range(5) for every in (1, 2, 5)]
        every = next((each for each in steps if each * room > most + 0.1), steps[-1])
        first, step = (
            min(axis.x_range[0], 0) if axis.x_range[1] <= 0 else max(axis.x_range[0], 0),
            axis.x_range[2],
        )
        shown = [
            x
            for x in shown
            if round((axis.scaling.inverse_function(x) - first) / step) % every == 0
        ]
    axis.numbers = labels_of(shown) if numbers is None else without_overlaps(labels_of(shown))
    return axis.add(axis.numbers)


def pushed_into_frame(label, axis, x):
    """Move a label along its axis if it goes over the edge of the frame, which its tick does not."""
    half = np.array([config.frame_x_radius, config.frame_y_radius])
    size = np.array([label.width, label.height])
    out = np.abs(label.get_center()[:2]) + size / 2 - half + 0.05
    is_along = np.abs(normalize(axis.n2p(axis.x_max) - axis.n2p(axis.x_min)))[:2] > 0.9
    if (np.abs(axis.n2p(x)[:2]) <= half + 1e-6).all():
        is_out = is_along & (out > 0) & (out <= size)
        label.shift([*np.where(is_out, -out * np.sign(label.get_center()[:2]), 0), 0])
    return label


def share_in_frame(axis, numbers, labels):
    """Return how large labels beside an axis may be, as a share of their size, so that the frame holds them."""
    shares = [1]
    half = np.array([config.frame_x_radius, config.frame_y_radius])
    for x, label in zip(numbers, labels):
        tick, center = axis.n2p(x)[:2], label.get_center()[:2]
        size = np.array([label.width, label.height])
        gap = np.abs(center - tick) - size / 2
        side = int(np.argmax(gap))
        room = half[side] - 0.05 - abs(tick[side]) - gap[side]
        is_outward = (center - tick)[side] * tick[side] > 0
        if is_outward and (np.abs(tick) <= half + 1e-6).all():
            shares.append(max(room, 0) / size[side])
    return min(shares)


def without_overlaps(labels):
    """Leave out labels that would lie on others before them; those that only touch stay."""
    kept = []
    for label in labels:
        sizes = [np.array([each.width, each.height]) for each in (label, *kept)]
        apart = [np.abs(label.get_center() - other.get_center())[:2] for other in kept]
        if all((gap > 0.35 * (sizes[0] + size)).any() for gap, size in zip(apart, sizes[1:])):
            kept.append(label)
    if len(kept) < len(labels):
        warn_in_scene("Some numbers beside an axis would overlap.")
    return VGroup(*kept)


def label_places(axis, labels, **options):
    """Write texts beside numbers of an axis, smaller where they would overlap."""
    axis.add_labels(labels, **options)
    fit_beside(axis.labels)
    return axis


def write_coordinates(axes, **options):
    """Write the numbers of all axes."""
    axes.coordinate_labels = VGroup(*[write_numbers(axis, **options).numbers for axis in axes.axes])
    return axes


def write_chosen_coordinates(axes, *numbers, **options):
    """Write chosen numbers of each axis."""
    axes.coordinate_labels = VGroup(
        *[
            write_numbers(axis, chosen, excluding=[], **options).numbers
            for axis, chosen in zip(axes.axes, numbers)
        ]
    )
    return axes


class BarChartWithin(BarChart):
    """A bar chart whose bars go no further than its axis, also where that does not begin at 0."""

    def _create_bar(self, bar_number, value):
        low, high = self.y_axis.x_min, self.y_axis.x_max
        if not low <= value <= high:
            warn_in_scene("A bar is cut off where its axis ends.")
        bar = super()._create_bar(bar_number, value)
        base, end = (self.c2p(0, np.clip(each, low, high))[1] for each in (0, value))
        return bar.stretch_to_fit_height(abs(end - base)).set_y((base + end) / 2)

    def change_bar_values(self, values, update_colors=True):
        for number, (bar, value) in enumerate(zip(self.bars, values)):
            bar.set_points(self._create_bar(number, value).points)
        self.values[: len(values)] = values
        if update_colors:
            self._update_colors()
        return self


def bar_heights(values):
    """Return numbers for bars, with none for those that have no value.

    Raises
    ------
    ValueError : there are no numbers
    """
    if not len(values):
        raise ValueError("A bar chart needs a number at least.")
    heights = [value_at(lambda value: value, value) for value in values]
    if np.isnan(heights).any():
        warn_in_scene("A bar has no value.")
    return [
        0 if np.isnan(height) or abs(height) < 1e-200 else value
        for value, height in zip(values, heights)
    ]


def bar_range(values, y_range=None, y_length=None):
    """Return the range of an axis that holds all bars and 0, with ticks at round numbers."""
    heights = bar_heights(values)
    low, high = (min(0, *heights), max(0, *heights)) if y_range is None else y_range[:2]
    if y_range is not None and len(y_range) == 3:
        return y_range
    if low == high:
        high = 1
    finest = (high - low) / min(10, max(2, y_length or config.frame_height - 4))
    power = 10.0 ** np.floor(np.log10(finest))
    step = float(next(each for each in (1, 2, 5, 10) if each * power >= 0.999 * finest) * power)
    if y_range is None:
        low, high = (float(np.round(end / step, 6)) for end in (low, high))
        low, high = step * np.floor(low), step * np.ceil(high)
    return [low, high, step]


def bar_labels(chart, color=None, font_size=24, buff=0.25, label_constructor=MathTex):
    """Return the number of each bar, written beyond its end with as many digits as it needs."""
    heights = [float(value) for value in chart.values]
    texts = [
        power_text(height, None if float(f"{height:.3g}") == height else 2, label_constructor)
        if has_many_digits(height)
        else f"{height:.{decimals_of([height])}f}"
        for height in heights
    ]
    labels = VGroup(*typeset(texts, label_constructor, font_size=font_size))
    for label, bar, height in zip(labels, chart.bars, heights):
        label.set_color(bar.get_fill_color() if color is None else color)
        label.next_to(bar, DOWN if height < 0 else UP, buff=buff)
    return labels


def write_bar_numbers(chart, shown=True, **options):
    """Write the numbers beside the bars of a chart, and names below them that have room."""
    if shown:
        write_numbers(chart.y_axis, excluding=[], **options)
    ticks_of(chart.y_axis)
    if chart.bar_names is not None and share_beside(chart.x_axis.labels) < 0.35:
        slant_names(chart)
    elif chart.bar_names is not None:
        fit_beside(chart.x_axis.labels)
    return chart


def slant_names(chart):
    """Write the names of bars at an angle, since side by side nobody could read them."""
    labels, gap = chart.x_axis.labels, chart.x_axis.get_unit_size()
    longest, highest = max(each.width for each in labels), max(each.height for each in labels)
    share = min(1, 2.2 / longest, 0.6 * gap / highest)
    if share < 0.3:
        warn_in_scene("Names of bars are too small to be read.")
    for label, value in zip(labels, chart.values):
        end, corner = (label.get_bottom(), DL) if value < 0 else (label.get_top(), UR)
        room = abs(end[0] + np.sign(value or 1) * config.frame_width / 2) * 1.4
        label.scale(min(share, room / label.width)).rotate(PI / 4)
        label.move_to(end, aligned_edge=corner)


def fit_beside(labels):
    """Make labels in a row smaller, all alike, where they would overlap."""
    share = share_beside(labels)
    if share < 1:
        for label in labels:
            label.scale(share, about_edge=UP)
    return labels


def share_beside(labels):
    """Return how large labels in a row may be beside what they are, so that none overlap."""
    gaps = [
        (np.abs(other.get_center() - label.get_center())[:2], label, other)
        for label, other in zip(labels, labels[1:])
    ]
    shares = [
        max(gap[0] / (label.width + other.width), gap[1] / (label.height + other.height))
        for gap, label, other in gaps
    ]
    return 1.9 * min(shares, default=1)


def write_complex_coordinates(plane, **options):
    """Write real and imaginary numbers along the axes of a complex plane."""
    write_numbers(plane.x_axis, **options)
    write_numbers(
        plane.y_axis,
        excluding=[0],
        suffix=" i" if options.get("label_constructor") is MathTypst else "i",
        **options,
    )
    plane.coordinate_labels = VGroup(plane.x_axis.numbers, plane.y_axis.numbers)
    return plane


def write_polar_coordinates(plane, radii, angles, label_constructor, font_size=24, gap=0.3):
    """Write distances along the axis of a polar plane, and angles around its rim in its own unit."""
    rim_radius = plane.x_range[1]
    write_numbers(
        plane.x_axis,
        [radius for radius in radii if radius <= rim_radius + 1e-9],
        label_constructor=label_constructor,
    )
    sense = 1 if plane.azimuth_direction == "CCW" else -1
    unit, whole = {"degrees": ("°", 360), "gradians": ("g", 400)}.get(plane.azimuth_units, ("", 0))
    texts = []
    for angle in angles:
        if whole:
            text = f"{angle * whole / 360:g}" + {
                (MathTypst, "g"): "^g",
                (MathTex, "g"): "^g",
                (MathTex, "°"): r"^\circ",
            }.get((label_constructor, unit), unit)
        else:
            share = Fraction(
                angle / (180 if plane.azimuth_units == "PI radians" else 360)
            ).limit_denominator(100)
            text = pi_text(share, label_constructor)
            if plane.azimuth_units == "TAU radians":
                text = text.replace("π", "τ").replace("pi", "tau")
        texts.append(text)
    rim = VGroup(*typeset(texts, label_constructor, font_size=font_size))
    for angle, label in zip(angles, rim):
        label.move_to(
            plane.polar_to_point(rim_radius + gap, plane.azimuth_offset + sense * angle * DEGREES)
        )
    plane.coordinate_labels = VGroup(plane.x_axis.numbers, rim)
    return plane.add(rim)


def without_lag(mobject, timed=None):
    """Let what has a time of its own show it; manim adds what has passed only after it has drawn a frame."""
    timed = timed or mobject
    clock, late = timed.total_time, mobject.updaters[-1]

    def tell_time(mobject, dt):
        nonlocal clock
        clock += dt
        timed.total_time = clock
        if late not in mobject.updaters:
            mobject.remove_updater(tell_time)

    mobject.add_updater(tell_time, index=len(mobject.updaters) - 1)
    return mobject


def play_in_background(animation, cycle=False, delay=0):
    """Return what an animation changes, which plays it while the scene goes on."""
    from manim.animation.animation import prepare_animation  # which takes `.animate` as well

    animation = prepare_animation(animation)
    mobject = turn_animation_into_updater(animation, cycle=cycle, delay=delay)
    return without_lag(mobject, animation)


def keep_digits_apart():
    """Let each number have digits of its own font: manim knows them by their text alone."""
    known = {}

    def string_to_mob(number, string, mob_class=None, **options):
        font = mob_class or number.mob_class
        if (string, font) not in known:
            known[string, font] = font(string, **options)
        digit = known[string, font].copy()
        digit.font_size = number._font_size
        return digit

    DecimalNumber._string_to_mob = string_to_mob


def keep_time(scene):
    """Let steps that take no whole number of frames add up: what is over of a frame goes to the next step."""
    manims_play, manims_check = scene.play, scene.validate_run_time
    over = 0

    def play(*animations, **options):
        nonlocal over
        captions = {
            name: options.pop(name) for name in list(options) if name.startswith("subcaption")
        }
        scene.animations = animations = scene.compile_animations(*animations, **options)
        duration = scene.get_run_time(animations)
        over += duration * config.frame_rate
        frames = int(over + 1e-6)
        over -= frames
        if frames == 0:
            for animation in animations:
                animation._setup_scene(scene)
                animation.begin()
                animation.finish()
                animation.clean_up_from_scene(scene)
            scene.update_mobjects(0)
            return
        is_wait = len(animations) == 1 and isinstance(animations[0], Wait)
        is_still = is_wait and not scene.should_update_mobjects()
        more = duration / (1 / config.frame_rate) - frames
        # manim rounds the frames of stills down, and all others up.
        if not (0 <= more < 1 if is_still else -1 < more <= 0):
            length = (frames + (0.001 if is_still else -0.001)) / config.frame_rate
            for animation in animations:
                animation.run_time *= length / duration
        manims_play(*animations, **captions)

    def validate_run_time(run_time, *names):
        return run_time if run_time > 0 else manims_check(run_time, *names)

    scene.play = play
    scene.validate_run_time = validate_run_time  # manim's makes a frame of what is shorter


def keep_updaters_on_time(scene):
    """Give updaters all the time of a scene; manim's get none from the last frame of a play to the next one."""
    manims_update_to_time, manims_update = scene.update_to_time, scene.update_mobjects
    rest = 0

    def update_to_time(t):
        nonlocal rest
        rest = 0
        manims_update_to_time(t)
        rest = 0 if scene.renderer.skip_animations else 1 / config.frame_rate

    def update_mobjects(dt):
        nonlocal rest
        speeds = [each for each in scene.animations or () if isinstance(each, ChangeSpeed)]
        if rest and any(each.affects_speed_updaters for each in speeds):
            ChangeSpeed.is_changing_dt = True  # until all of it has passed
        manims_update(dt or rest)
        if rest:
            ChangeSpeed.is_changing_dt = False
        rest = 0

    scene.update_to_time, scene.update_mobjects = update_to_time, update_mobjects
