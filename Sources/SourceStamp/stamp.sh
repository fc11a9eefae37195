#!/bin/sh
# Writes the Swift source of a note in the program: the commit that it is built from, and on a second line whether
# what it is built from has uncommitted changes; or why they are not known. Usage: stamp.sh PACKAGE FILE
#
# The note is as long whatever it says, and the file is left alone when it says so already: neither the program's
# layout nor what need be compiled depends on the commit.
set -eu
package=$1
file=$2
LC_ALL=C
GIT_OPTIONAL_LOCKS=0
export LC_ALL GIT_OPTIONAL_LOCKS

in_package() { git -C "$package" "$@"; }

# Why git did not do what it was asked for; '?' tells it from a commit.
reason() {
    said=$(in_package "$@" 2>&1 >/dev/null) || true
    words=$(printf '%s\n' "$said" | sed -n 's/^fatal: //p' | head -n 1)
    advice=$(printf '%s\n' "$said" | sed -n 's/^[[:space:]]*\(git config .*safe\.directory\)/: \1/p')
    case $words in
    "not a git repository"*) echo '?built outside of a git checkout' ;;
    *) printf '%s\n' "?git failed when it was built: ${words:-it does not say why}$advice" ;;
    esac
}

changes=
if ! command -v git >/dev/null; then
    commit='?built without git on the PATH'
else
    # A hook of another repository may have started the build.
    # shellcheck disable=SC2046
    unset $(git rev-parse --local-env-vars)
    if ! in_package rev-parse --git-dir >/dev/null 2>&1; then
        commit=$(reason rev-parse --git-dir)
    elif ! listed=$(in_package ls-files -- Package.swift 2>/dev/null); then
        commit=$(reason ls-files -- Package.swift)
    # A tarball that was unpacked in some other repository.
    elif [ -z "$listed" ]; then
        commit='?built outside of a git checkout'
    elif ! commit=$(in_package rev-parse --verify --quiet 'HEAD^{commit}'); then
        commit='?built before the first commit'
    else
        set -- status --porcelain --untracked-files=normal -- Package.swift Sources Benchmarks
        if ! changes=$(in_package "$@" 2>/dev/null); then
            changes=$(reason "$@")
        elif [ -n "$changes" ]; then
            changes=changed
        else
            changes=clean
        fi
    fi
fi

# In words of 4 bytes, as a note is aligned: the lengths of its owner and of its text, its type, both.
text=$(for line in "$commit" "$changes"; do printf '%s' "$line" | tr -d '[:cntrl:]' && echo; done)
words=$({ printf 'stack-bounds-bench\0\0'; printf '%-512.512s' "$text"; } | od -A n -v -t x4 | tr -d '\n')
types=$(echo "$words" | sed 's/ *[0-9a-f]\{8\}/, UInt32/g')
values=$(echo "$words" | sed 's/ *\([0-9a-f]\{8\}\)/, 0x\1/g')
source="// Made by Sources/SourceStamp/stamp.sh.
#if canImport(Darwin)
@section(\"__DATA,__sbs_source\")
#else
@section(\".note.stack-bounds-bench\")
#endif
@used private let sourceStamp: (UInt32, UInt32, UInt32$types) =
    (19, 512, 1$values)"
[ -f "$file" ] && [ "$(cat "$file")" = "$source" ] || printf '%s\n' "$source" >"$file"
