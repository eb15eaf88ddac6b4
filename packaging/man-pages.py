"""Writes manual pages from what the program says of itself.

    status-monitor --experimental-dump-help >HELP
    python3 man-pages.py HELP FOLDER VERSION DATE SECTIONS

FOLDER gets one page for the program, with the text of the file SECTIONS at its end, and one for each command, as status-monitor-run.1.
HELP is swift-argument-parser's ToolInfo, version 0.
"""

import json
import sys
from pathlib import Path


def roff(text):
    """Plain text as roff text lines: no character of it is taken for markup."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    lines = [line.strip() for line in text.strip().splitlines()]
    return "\n".join("\\&" + line if line.startswith(".") else line for line in lines if line)


def name_of(name):
    dashes = "-" if name["kind"] == "short" else "--"
    return f"\\fB{roff(dashes + name['name'])}\\fR"


def value_of(argument):
    return f"\\fI{roff(argument['valueName'])}\\fR"


def tag(argument):
    """An argument as its own paragraph names it."""
    if argument["kind"] == "positional":
        return value_of(argument)
    names = ", ".join(name_of(name) for name in argument["names"])
    return names if argument["kind"] == "flag" else f"{names} {value_of(argument)}"


def usage(argument):
    """An argument as the synopsis names it."""
    if argument["kind"] == "positional":
        text = value_of(argument)
    else:
        text = name_of(argument["preferredName"])
        if argument["kind"] == "option":
            text += f" {value_of(argument)}"
    if argument["isRepeating"]:
        text += " ..."
    return f"[{text}]" if argument["isOptional"] else text


def shown(items):
    return [item for item in items if item.get("shouldDisplay", True)]


def commands_of(command):
    return [item for item in shown(command.get("subcommands", [])) if item["commandName"] != "help"]


def describe(argument):
    lines = [".TP", tag(argument)]
    text = [argument.get("abstract", ""), argument.get("discussion", "")]
    values = argument.get("allValues")
    # Where the words say what may be given, a list would say it twice.
    if values and not all(value in text[0] for value in values):
        text.append("One of " + ", ".join(values) + ".")
    if argument.get("defaultValue") is not None:
        text.append(f"Default: {argument['defaultValue']}.")
    lines += [roff(part) for part in text if part]
    return lines


def page(command, path, version, date, sections, siblings):
    title = "-".join(path)
    arguments = shown(command.get("arguments", []))
    commands = commands_of(command)
    own = [argument for argument in arguments if argument["valueName"] not in ("help", "version")]
    abstract = command.get("abstract", "").rstrip(".")
    lines = [
        f'.TH {roff(title.upper())} 1 {date} "{roff(path[0])} {version}" "User Commands"',
        ".SH NAME",
        f"{roff(title)} \\- {roff(abstract[:1].lower() + abstract[1:])}",
        ".SH SYNOPSIS",
        f".B {roff(' '.join(path))}",
    ]
    lines += [usage(argument) for argument in own]
    if commands:
        lines += ["\\fIcommand\\fR ..."]
    if command.get("discussion"):
        lines += [".SH DESCRIPTION", roff(command["discussion"])]
    if commands:
        lines += [".SH COMMANDS"]
        for item in commands:
            lines += [".TP", f".BR {roff('-'.join(path + [item['commandName']]))} (1)", roff(item.get("abstract", ""))]
    if arguments:
        lines += [".SH OPTIONS"]
        for argument in arguments:
            lines += describe(argument)
    if sections:
        lines += [sections.rstrip()]
    if siblings:
        lines += [".SH SEE ALSO", ",\n".join(f".BR {roff(name)} (1)" for name in siblings)]
    return "\n".join(lines) + "\n"


def write(folder, command, path, version, date, sections=""):
    commands = commands_of(command)
    siblings = ["-".join(path[:-1])] if len(path) > 1 else ["-".join(path + [item["commandName"]]) for item in commands]
    (folder / ("-".join(path) + ".1")).write_text(page(command, path, version, date, sections, siblings))
    for item in commands:
        write(folder, item, path + [item["commandName"]], version, date)


def main():
    help_file, folder, version, date, sections = sys.argv[1:]
    tool = json.loads(Path(help_file).read_text())
    if tool["serializationVersion"] != 0:
        sys.exit(f"man-pages.py: the program describes itself in version {tool['serializationVersion']}, not 0")
    command = tool["command"]
    write(Path(folder), command, [command["commandName"]], version, date, Path(sections).read_text())


main()
