"""Functions that scripts carry along where their code calls them: what nodes need and manim does not have.

A script gets the source of those that it calls, and of those that they call, above its scene.
"""

import numpy as np
from manim import *


def find_file(name):
    """Return the path of a file beside the script, or in the folder that manim is told to look in."""
    return utils.file_ops.seek_full_path_from_defaults(name, config.get_dir("assets_dir"), [])


def read_video(file):
    """Return a function that gives the picture of a video at a time, and how many seconds it lasts."""
    import av  # comes with manim

    container = av.open(find_file(file))
    stream = container.streams.video[0]
    first = float((stream.start_time or 0) * stream.time_base)
    frames, shown, coming, picture = iter(()), None, None, None

    def decode_from(seconds):
        nonlocal frames, shown, coming
        container.seek(int(seconds / stream.time_base), stream=stream)
        frames = container.decode(stream)
        shown, coming = next(frames, None), next(frames, None)

    def picture_at(seconds):
        nonlocal shown, coming, picture
        seconds = first + seconds + 1e-6
        before = shown
        if shown is None or not shown.time <= seconds < shown.time + 2:
            decode_from(seconds)
        while coming is not None and coming.time <= seconds:
            shown, coming = coming, next(frames, None)
        if shown is not before or picture is None:
            scale = min(1, 1080 / shown.height)
            size = {"width": round(shown.width * scale), "height": round(shown.height * scale)}
            picture = shown.to_ndarray(format="rgba", **size)
            picture = np.rot90(picture, round(getattr(shown, "rotation", 0) / 90))
        return picture.copy()

    return picture_at, float(container.duration or 0) / av.time_base


class Video(ImageMobject):
    """A picture that plays a video while the scene goes on, from when it is first seen."""

    def __init__(self, file, scene, start=0, end=None, speed=1, loop=False, height=3, sound=False):
        picture_at, length = read_video(file)
        length = max((length if end is None else min(end, length)) - start, 1e-3)
        began = None

        def follow(video, dt):
            nonlocal began
            if began is None:
                began = scene.time
                if sound:
                    scene.add_sound(file)
            seconds = round((scene.time - began) * speed, 6)
            seconds = seconds % length if loop else min(seconds, length - 1e-3)
            video.pixel_array = picture_at(start + seconds)
            video.pixel_array[:, :, 3] = video.pixel_array[:, :, 3] * video.stroke_opacity

        super().__init__(picture_at(start))
        self.scale_to_fit_height(height)
        self.add_updater(follow)
