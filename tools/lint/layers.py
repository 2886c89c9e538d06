"""Includes point one way: as the table of folders in CMakeLists.txt says, and no third-party header
leaves the folder that wraps it."""

import re

_FOLDER = re.compile(r"alongside_folder\(([\w/-]+)(?:\s+LINKS\s+([\w\s]+))?\)")
_INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)

# Third-party headers, and the only product folders or files that may include them.
WRAPPED = {
    r"imgui(_\w+)?\.h": ("client/view/", "client/platform/"),
    r"SDL2?/?.*|SDL.*\.h": ("client/platform/",),
    r"sqlite3.*\.h": ("shared/sqlite/",),
    r"sodium(/.*|\.h)": ("shared/sign/", "shared/seal/"),
    r"httplib\.h": ("sync-server/http/",),
    r"curl/.*": ("client/sync/curl_transport",),
    r"qrencode\.h": ("client/page/",),
    r"spdlog/.*": ("client/main.cc", "client/cli/", "sync-server/"),
    r"nlohmann/.*": ("client/", "sync-server/"),
}

# The engine has no threads, sockets, log or files of its own.
NOT_IN_SHARED = re.compile(r"(thread|mutex|condition_variable|future|iostream|fstream|sys/socket\.h|netinet/.*)$")


def short_name(folder):
    name = folder.removeprefix("shared/")
    return name.replace("sync-server/", "server_").replace("/", "_")


def allowed_folders(cmake_text):
    """For each folder of the table, the folders it may include: itself and all it links, directly or not."""
    links = {folder: (names or "").split() for folder, names in _FOLDER.findall(cmake_text)}
    by_name = {short_name(folder): folder for folder in links}
    allowed = {}
    for folder, names in links.items():
        allowed[folder] = {folder}
        for name in names:
            if name in by_name:
                allowed[folder] |= allowed[by_name[name]]
    # A view draws a view-model and decides nothing.
    if "client/view" in allowed:
        allowed["client/view"] = {"client/view", "client/viewmodel"}
    return allowed


def folder_of(path, allowed):
    parts = path.split("/")
    folder = "/".join(parts[:2])
    return folder if folder in allowed else None


def check(sources, build):
    allowed = allowed_folders(sources.text("CMakeLists.txt"))
    findings = []
    for path in sources.cpp("shared", "client", "sync-server"):
        text = sources.text(path)
        for match in _INCLUDE.finditer(text):
            line = text.count("\n", 0, match.start(2)) + 1
            problem = include_problem(path, match.group(2), match.group(1) == '"', allowed)
            if problem:
                findings.append(f"{path}:{line}: {problem}")
    return findings


def include_problem(path, header, quoted, allowed):
    """Says what is wrong with one include, or gives None."""
    target = folder_of(header, allowed)
    home = folder_of(path, allowed)
    is_program = path.endswith("/main.cc")
    if target:
        if not is_program and home and target not in allowed[home]:
            return f"{home} may not include {header}"
        if not is_program and not home:
            return f"this folder is not in the table of CMakeLists.txt"
        if is_program and path.startswith("sync-server/") and target.startswith("client/"):
            return f"the server may not include {header}"
        return None
    for pattern, homes in WRAPPED.items():
        if re.fullmatch(pattern, header) and not path.startswith(homes):
            return f"{header} may be included only in {', '.join(homes)}"
    if path.startswith("shared/") and NOT_IN_SHARED.match(header):
        return f"the engine has no threads, sockets, files or log: {header}"
    if quoted and "/" not in header and not any(re.fullmatch(p, header) for p in WRAPPED):
        return f"include by path from the root: {header}"
    return None
