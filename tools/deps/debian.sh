# Debian packages: which are missing, and how they are installed. Sourced by tools/deps/install.

# Names the packages of packages.txt that are not installed, one a line.
missing_packages() {
  comm -23 <(rows packages.txt | sort) <(installed_versions | cut -d' ' -f1 | sort -u)
  command -v npm >/dev/null || echo npm
}

# Names the packages of backports.txt that are absent or too old, one a line.
missing_backports() {
  local name least have
  while read -r name least; do
    have=$(installed_versions | awk -v name="$name" '$1 == name { print $2 }')
    if [ -z "$have" ] || dpkg --compare-versions "$have" lt "$least"; then echo "$name"; fi
  done < <(rows backports.txt)
}

# Gives "name version" for each installed package of our lists; asks dpkg once.
installed_versions() {
  if [ -z "${installed_cache+set}" ]; then
    command -v dpkg-query >/dev/null ||
      fail "this is not a Debian machine; install the equivalents of tools/deps/packages.txt and Catch2 3.7 by hand."
    # dpkg-query answers 1 when a name is unknown to it, which here only means: not installed.
    installed_cache=$(dpkg-query -W -f='${db:Status-Status} ${Package} ${Version}\n' \
      $(rows packages.txt) $(rows backports.txt | cut -d' ' -f1) 2>/dev/null | sed -n 's/^installed //p') || true
  fi
  printf '%s\n' "$installed_cache"
}

# Stops, in one sentence, where the packages in `wanted` cannot be installed here.
require_debian_12_and_root() {
  local name=unknown
  if [ -r /etc/os-release ]; then name=$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-}"); fi
  [ "$name" = "debian 12" ] ||
    fail "only Debian 12 is set up automatically, and this is '$name'; install these by hand: ${wanted[*]}"
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
    fail "these packages are missing, and installing them needs root or sudo: ${wanted[*]}"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Runs apt-get, keeping its words for the case that it fails.
quiet_apt() {
  local log
  log=$(mktemp)
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    fail "apt-get $1 did not succeed (its last words are above)."
  fi
  rm -f "$log"
}

install_packages() {
  mapfile -t wanted < <(missing_packages)
  [ "${#wanted[@]}" -gt 0 ] || return 0
  require_debian_12_and_root
  say "Installing ${#wanted[@]} Debian packages: ${wanted[*]}"
  case " ${wanted[*]} " in *" npm "*) say "(npm brings about 400 small packages with it; this takes some minutes)" ;; esac
  quiet_apt update
  quiet_apt install --no-install-recommends "${wanted[@]}"
  unset installed_cache
}

install_backports() {
  mapfile -t wanted < <(missing_backports)
  [ "${#wanted[@]}" -gt 0 ] || return 0
  require_debian_12_and_root
  say "Installing from bookworm-backports: ${wanted[*]}"
  private_apt_update
  local folder=$cache/apt/backports
  mkdir -p "$folder"
  (cd "$folder" && rm -f ./*.deb && private_apt download $(sed 's,$,/bookworm-backports,' < <(printf '%s\n' "${wanted[@]}")) >download.log 2>&1) ||
    fail "could not download ${wanted[*]} from bookworm-backports (see $folder/download.log)."
  quiet_apt install --no-install-recommends "$folder"/*.deb
  unset installed_cache
}

# The address of the Debian mirror this machine's own apt uses for bookworm.
debian_mirror() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
    awk '$2 ~ /^(bookworm|stable)$/ { print $1; exit }'
}

# apt with lists and state of its own inside the cache: the machine's configuration is read, never written.
private_apt() {
  local command=apt-get
  local apt=$cache/apt
  "$command" -q -y -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}

private_apt_update() {
  [ -z "${private_lists_fresh:-}" ] || return 0
  local apt=$cache/apt mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || fail "this machine's apt names no mirror for bookworm, so its address cannot be derived."
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  cat >"$apt/sources.list" <<LIST
deb [signed-by=$keyring] $mirror bookworm-backports main
deb-src [signed-by=$keyring] $mirror forky main
LIST
  say "Reading package lists (about 12 MB)"
  private_apt -o APT::Update::Post-Invoke-Success::= update >"$apt/update.log" 2>&1 ||
    fail "the Debian mirror could not be reached (see $apt/update.log)."
  private_lists_fresh=yes
}
