from tests.app.exports.conftest import empty_queue, exports, fake, folder, queue, session

__all__ = ["empty_queue", "exports", "fake", "folder", "queue", "session"]
