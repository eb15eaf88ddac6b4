"""Says what a unit would refuse of the system calls in a recording: by SystemCallFilter=, MemoryDenyWriteExecute= and RestrictAddressFamilies=.
Ends with 1 when a call is refused. A refused address family alone is only named, for programs ask which ones there are.

    python3 system-calls.py UNIT RECORDING PROGRAM SYSTEMD_ANALYZE…

RECORDING is of `strace -f`; what comes before PROGRAM is executed is left out. The sets' names are filled in by `SYSTEMD_ANALYZE
syscall-filter`, of the systemd that is to run the unit.
"""

import re
import subprocess
import sys
from functools import cache


def settings(unit, name):
    """The values of a setting, in the unit's order."""
    prefix = name + "="
    return [line.removeprefix(prefix).strip() for line in open(unit) if line.startswith(prefix)]


def permitted_calls(unit, analyze):
    @cache
    def expand(name):
        """The calls of a set, those of the sets that it names included."""
        if not name.startswith("@"):
            return frozenset([name])
        listing = subprocess.run([*analyze, "syscall-filter", name], check=True, capture_output=True, text=True).stdout
        members = [line.strip() for line in listing.splitlines()[1:]]
        return frozenset().union(*(expand(member) for member in members if member and not member.startswith("#")))

    permitted = frozenset()
    for value in settings(unit, "SystemCallFilter"):
        calls = frozenset().union(*(expand(name) for name in value.removeprefix("~").split()))
        permitted = permitted - calls if value.startswith("~") else permitted | calls
    # A list of what is permitted always has this set, too: systemd.exec(5).
    return permitted | expand("@default")


def recorded_calls(recording, program):
    """Name and arguments of each call of a program, from its start on."""
    started = False
    for line in open(recording, errors="replace"):
        call = re.match(r"(?:\d+ +)?([a-z_0-9]+)\((.*)", line)
        if call and started:
            yield call[1], call[2]
        started = started or f'execve("{program}"' in line


def is_executable_mapping(name, arguments):
    """Whether memory that was or is written to would become executable, as systemd.exec(5) has it."""
    if name == "mmap":
        return "PROT_WRITE" in arguments and "PROT_EXEC" in arguments
    return name in ("mprotect", "pkey_mprotect", "shmat") and ("PROT_EXEC" in arguments or "SHM_EXEC" in arguments)


def main():
    unit, recording, program, *analyze = sys.argv[1:]
    permitted = permitted_calls(unit, analyze)
    families = set(" ".join(settings(unit, "RestrictAddressFamilies")).split())
    calls = list(recorded_calls(recording, program))
    used = {name for name, _ in calls}
    if not used:
        sys.exit(f"{recording} has no system call of {program}")
    refused = sorted(used - permitted)
    if "yes" in settings(unit, "MemoryDenyWriteExecute"):
        refused += sorted({f"{name}({arguments}" for name, arguments in calls if is_executable_mapping(name, arguments)})
    asked = {arguments.split(",")[0] for name, arguments in calls if name == "socket"}
    print(
        f"{len(used)} system calls are used, {len(permitted)} permitted, {len(refused)} of those used are refused;"
        f" address families used: {', '.join(sorted(asked & families))}; refused: {', '.join(sorted(asked - families)) or 'none'}"
    )
    print("\n".join(refused), end="\n" if refused else "")
    sys.exit(1 if refused else 0)


main()
