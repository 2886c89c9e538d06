# Pinned source archives: fetched once, checked, unpacked under $cache/<folder>. Sourced by tools/deps/install.

# Names the folders that are not in the cache at the pinned version, one a line. One that --newer has
# accepted unchecked stays until the cache is emptied.
missing_archives() {
  local folder method request archive hash have
  while read -r folder method request archive hash; do
    have=$(cat "$cache/$folder/.pinned" 2>/dev/null) || true
    if [ "$have" != "$hash" ] && [ "$have" != newer ]; then echo "$folder"; fi
  done < <(rows archives.txt)
}

install_archives() {
  local folder method request archive hash wanted_folders
  wanted_folders=" $(echo $(missing_archives)) "
  while read -r folder method request archive hash; do
    case $wanted_folders in
      *" $folder "*) install_archive "$folder" "$method" "$request" "$archive" "$hash" ;;
    esac
  done < <(rows archives.txt)
}

install_archive() {
  local folder=$1 method=$2 request=$3 archive=$4 hash=$5 pinned=$5
  mkdir -p "$cache/archives"
  if ! has_hash "$cache/archives/$archive" "$hash"; then
    say "Fetching $request"
    if [ "$method" = source ]; then private_apt_update; fi
    (cd "$cache/archives" && "fetch_$method" "$request")
    if [ "$newer" = yes ] && ! has_hash "$cache/archives/$archive" "$hash"; then
      archive=$(cd "$cache/archives" && ls -t | grep "^$(base_name "$archive")" | head -n 1)
      pinned=newer
      say "Accepting $archive unchecked, as --newer asks."
    fi
  fi
  if [ "$pinned" != newer ] && ! has_hash "$cache/archives/$archive" "$hash"; then
    fail "$archive is not the pinned one (its sha256 differs); nothing was unpacked. Use --newer to accept another version."
  fi
  unpack "$folder" "$archive" "$pinned"
}

# Unpacks into a fresh folder and moves it into place, so that a folder that is there is whole.
unpack() {
  local folder=$1 archive=$2 pinned=$3 fresh=$cache/$1.new
  rm -rf "$fresh"
  mkdir -p "$fresh"
  tar -xf "$cache/archives/$archive" -C "$fresh" --strip-components=1 --no-same-owner
  if [ "$pinned" != newer ]; then check_files "$folder" "$fresh"; fi
  echo "$pinned" >"$fresh/.pinned"
  rm -rf "${cache:?}/$folder"
  mv "$fresh" "$cache/$folder"
}

check_files() {
  local hash path
  while read -r hash path; do
    [ "${path%%/*}" = "$1" ] || continue
    has_hash "$2/${path#*/}" "$hash" || fail "$path is not the pinned file (its sha256 differs)."
  done < <(rows files.txt)
}

has_hash() {
  [ -f "$1" ] && [ "$(sha256sum <"$1" | cut -d' ' -f1)" = "$2" ]
}

# The part of an archive's name before its version.
base_name() { sed -E 's/[-_][0-9].*//' <<<"$1"; }

fetch_npm() {
  npm pack --loglevel=error "$1" >npm.log 2>&1 </dev/null || {
    tail -n 5 npm.log >&2
    fail "npm could not fetch $1 (its last words are above)."
  }
}

fetch_source() {
  local request=$1
  if [ "$newer" = yes ]; then request=${request%%=*}; fi
  private_apt source --download-only --tar-only "$request" >source.log 2>&1 </dev/null || {
    tail -n 5 source.log >&2
    fail "the Debian mirror did not give $request (its last words are above); --newer accepts the version it has."
  }
}
