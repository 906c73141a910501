"""Seccomp, by which a Linux process drops system calls for good. Imported by the launcher: nothing heavy here.

Landlock does not keep a process from sockets of this machine (a session bus would be a way out), from the permissions
of other files, from memory that programs share, nor from the limits of other processes, by which they can be
ended. So all these are denied here, and calls that a render has no need of. Times of
files can be set by name only, which a filter cannot read, and manim does that to its own.
"""

import ctypes
import os
import struct

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_EACCES, _ENOSYS = 13, 38
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_AT_NUMBER, _AT_ARCHITECTURE, _AT_FIRST_ARGUMENT = 0, 4, 16
_NEW_USER_NAMESPACE = 0x10000000
_FIRST_X32_CALL = 0x40000000

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_EVERYWHERE = {
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "pidfd_getfd": 438,
    "process_madvise": 440, "process_mrelease": 448, "fchmodat2": 452,
}  # fmt: skip
_DENIED = {
    "x86_64": {
        "socket": 41, "connect": 42, "socketpair": 53, "ptrace": 101, "process_vm_readv": 310,
        "process_vm_writev": 311, "mount": 165, "umount2": 166, "pivot_root": 155, "unshare": 272, "setns": 308,
        "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "add_key": 248, "request_key": 249, "keyctl": 250,
        "open_by_handle_at": 304, "chmod": 90, "fchmod": 91, "fchmodat": 268, "chown": 92, "fchown": 93, "lchown": 94,
        "fchownat": 260, "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197,
        "lremovexattr": 198, "fremovexattr": 199,
        "shmget": 29, "shmat": 30, "semget": 64, "msgget": 68, "mq_open": 240, "setpriority": 141,
        "sched_setparam": 142, "sched_setscheduler": 144, "sched_setattr": 314, "ioprio_set": 251, "kcmp": 312,
        "migrate_pages": 256, "move_pages": 279,
    },
    "aarch64": {
        "socket": 198, "connect": 203, "socketpair": 199, "ptrace": 117, "process_vm_readv": 270,
        "process_vm_writev": 271, "mount": 40, "umount2": 39, "pivot_root": 41, "unshare": 97, "setns": 268,
        "bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "add_key": 217, "request_key": 218, "keyctl": 219,
        "open_by_handle_at": 265, "fchmod": 52, "fchmodat": 53, "fchown": 55, "fchownat": 54, "setxattr": 5,
        "lsetxattr": 6, "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16,
        "shmget": 194, "shmat": 196, "semget": 190, "msgget": 186, "mq_open": 180,
        "setpriority": 140, "sched_setparam": 118, "sched_setscheduler": 119, "sched_setattr": 274, "ioprio_set": 30,
        "kcmp": 272, "migrate_pages": 238, "move_pages": 239,
    },
}  # fmt: skip
# Their first argument is a process; 0 is the one that asks.
_DENIED_ON_OTHERS = {
    "x86_64": {"prlimit64": 302, "sched_setaffinity": 203},
    "aarch64": {"prlimit64": 261, "sched_setaffinity": 122},
}


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def knows_machine() -> bool:
    """Return whether the system calls of this machine's processor are known here."""
    return os.uname().machine in _ARCHITECTURES


def deny_calls() -> None:
    """Drop, for this process and all that it starts, sockets and calls by which to get out.

    Raises
    ------
    OSError : the kernel does not do it
    """
    instructions = _instructions(os.uname().machine)
    program = _Program(len(instructions) // 8, instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _instructions(machine: str) -> bytes:
    """Return the filter in the kernel's own form: code, jump if so, jump if not, operand."""
    deny = _ERRNO | _EACCES
    made = [
        _instruction(_LOAD, _AT_ARCHITECTURE),
        _instruction(_EQUAL, _ARCHITECTURES[machine], if_so=1),
        _instruction(_RETURN, _KILL),  # a call of another architecture has other numbers
        _instruction(_LOAD, _AT_NUMBER),
        _instruction(_AT_LEAST, _FIRST_X32_CALL, if_not=1),
        _instruction(_RETURN, deny),
        # Its arguments are in memory, where no filter can look; told that there is none, the C library uses clone.
        _instruction(_EQUAL, _CLONE3, if_not=1),
        _instruction(_RETURN, _ERRNO | _ENOSYS),
    ]
    for number in sorted({*_DENIED[machine].values(), *_EVERYWHERE.values()}):
        made += [_instruction(_EQUAL, number, if_not=1), _instruction(_RETURN, deny)]
    for number in sorted(_DENIED_ON_OTHERS[machine].values()):
        made += [
            _instruction(_EQUAL, number, if_not=4),
            _instruction(_LOAD, _AT_FIRST_ARGUMENT),
            _instruction(_EQUAL, 0, if_not=1),
            _instruction(_RETURN, _ALLOW),
            _instruction(_RETURN, deny),
        ]
    made += [
        _instruction(_EQUAL, _CLONE[machine], if_not=3),
        _instruction(_LOAD, _AT_FIRST_ARGUMENT),
        _instruction(_ANY_BIT, _NEW_USER_NAMESPACE, if_not=1),
        _instruction(_RETURN, deny),
        _instruction(_RETURN, _ALLOW),
    ]
    return b"".join(made)


def _instruction(code: int, operand: int, *, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, operand)
