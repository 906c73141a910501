"""The root of every error that manim-nodes raises on purpose.

ManimNodesError
├── DocumentError               manim_nodes.document.model
│   ├── UnknownIdError          manim_nodes.document.model
│   ├── EditError               manim_nodes.document.record_edits
│   │   └── CannotPlaceError    manim_nodes.editing.placement
│   ├── ReorderError            manim_nodes.graph.listing
│   ├── ClipboardError          manim_nodes.document.clipboard
│   ├── MalformedFileError      manim_nodes.document.text
│   ├── UnsupportedFormatError  manim_nodes.document.migrations
│   └── SaveError               manim_nodes.document.files
├── LibraryError                manim_nodes.library.toml_files
│   ├── NodeTableError          manim_nodes.library.toml_files
│   └── NodePackageError        manim_nodes.library.node_packages
├── ExpressionError             manim_nodes.library.expressions
├── StyleError                  manim_nodes.library.styles
├── CodegenError                manim_nodes.codegen.writers
├── RenderError                 manim_nodes.render.failures
│   ├── RenderTimeoutError      manim_nodes.render.preview.preview
│   ├── DrawingEndedError       manim_nodes.render.confined.confined_engine
│   ├── ManimFailedError        manim_nodes.render.export.run_errors
│   ├── ProcessCrashedError     manim_nodes.render.export.run_errors
│   └── ExportError             manim_nodes.render.export.export_settings
│       └── OutputExistsError   manim_nodes.render.export.publish
├── ExportQueueError            manim_nodes.exports.export_queue_error
├── MediaError                  manim_nodes.render.media.media_error
├── WorkspaceError              manim_nodes.workspace.places
├── GalleryError                manim_nodes.gallery.catalogue
├── KnobError                   manim_nodes.gallery.knobs
├── BatchError                  manim_nodes.gallery.table_files
├── OwnTemplateError            manim_nodes.gallery.own_templates
│   └── OwnTemplateExistsError  manim_nodes.gallery.own_templates
├── OwnNodeError                manim_nodes.gallery.own_nodes
│   └── OwnNodeExistsError      manim_nodes.gallery.own_nodes
├── FrameNotSavedError          manim_nodes.app.player.picture_actions
├── UnknownNodeTypeError        manim_nodes.cli.nodes
├── UnknownPackageError         manim_nodes.cli.packages
└── ProjectExistsError          manim_nodes.cli.new

What a user's graph has wrong is never one of these: it is a list of Problem values.
"""

from manim_nodes.translation import whole


class ManimNodesError(Exception):
    """Something a user can understand and mend.

    Parameters
    ----------
    message : what is wrong, in the user's words
    where : the file, node or setting that it is about
    hint : what to do
    """

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(whole(message))
        self.message = whole(message)
        self.where = whole(where) if where else where
        self.hint = whole(hint) if hint else hint

    def __str__(self) -> str:
        sentence = f"{self.where}: {self.message}" if self.where else self.message
        return f"{sentence} {self.hint}" if self.hint else sentence
