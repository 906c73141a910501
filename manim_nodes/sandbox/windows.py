"""What is Windows's own way to keep processes together; not run on Windows yet."""

import ctypes
from typing import Any

WINDOWS_VARIABLES = {
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT"),
    *("USERPROFILE", "USERNAME", "HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA"),
    # MiKTeX looks for itself there
    *("PROGRAMDATA", "ALLUSERSPROFILE", "PROGRAMFILES", "PROGRAMFILES(X86)", "COMMONPROGRAMFILES"),
}
"""The variables of the environment without which programs of Windows do not start, or find nothing."""

NEW_GROUP_WITHOUT_WINDOW = 0x200 | 0x08000000
"""``CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW``: Ctrl-C is for us alone, and no console opens."""

_EXTENDED_LIMITS, _KILL_ON_CLOSE = 9, 0x2000


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class JobObject:
    """A Job Object: a process and all that it starts, which end when the job is closed, also because we ended.

    Raises
    ------
    OSError : Windows makes none, or takes no process into it
    """

    def __init__(self, process_handle: int) -> None:
        self._system = kernel32()
        self._handle = ctypes.c_void_p(self._system.CreateJobObjectW(None, None))
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = _KILL_ON_CLOSE
        is_limited = self._handle.value and self._system.SetInformationJobObject(
            self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        if not is_limited or not self._system.AssignProcessToJobObject(
            self._handle, ctypes.c_void_p(process_handle)
        ):
            self.close()
            msg = "a process cannot be kept in a job"
            raise OSError(msg)

    def __del__(self) -> None:
        self.close()

    def end(self) -> None:
        """End all that is in it."""
        if self._handle.value:
            self._system.TerminateJobObject(self._handle, 1)

    def close(self) -> None:
        """Let go of it, which ends what is still in it."""
        handle, self._handle = self._handle, ctypes.c_void_p(None)
        if handle.value:
            self._system.CloseHandle(handle)


def kernel32() -> Any:
    """Return the system's functions."""
    library = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]  # it is Windows's
    library.CreateJobObjectW.restype = ctypes.c_void_p
    return library
