"""Which Swift files use which, from the index that the compiler writes beside a debug build.

The calls are those of libIndexStore, which comes with Swift: `indexstore/indexstore.h` of the LLVM project of Swift.
"""

import collections
import ctypes
import json
import os
import pathlib
import subprocess

# `indexstore_symbol_role_t`
DEFINITION, REFERENCE = 1 << 1, 1 << 2
# `indexstore_unit_dependency_kind_t`
RECORD = 2


class Text(ctypes.Structure):
    """`indexstore_string_ref_t`"""

    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def __str__(self) -> str:
        return ctypes.string_at(self.data, self.length).decode() if self.length else ""


POINTER = ctypes.c_void_p
EACH_TEXT = ctypes.CFUNCTYPE(ctypes.c_bool, POINTER, Text)
EACH = ctypes.CFUNCTYPE(ctypes.c_bool, POINTER, POINTER)
FUNCTIONS = {
    "store_create": (POINTER, [ctypes.c_char_p, POINTER]),
    "store_units_apply_f": (ctypes.c_bool, [POINTER, ctypes.c_uint, POINTER, EACH_TEXT]),
    "unit_reader_create": (POINTER, [POINTER, ctypes.c_char_p, POINTER]),
    "unit_reader_get_main_file": (Text, [POINTER]),
    "unit_reader_get_module_name": (Text, [POINTER]),
    "unit_reader_dependencies_apply_f": (ctypes.c_bool, [POINTER, POINTER, EACH]),
    "unit_dependency_get_kind": (ctypes.c_int, [POINTER]),
    "unit_dependency_get_name": (Text, [POINTER]),
    "record_reader_create": (POINTER, [POINTER, ctypes.c_char_p, POINTER]),
    "record_reader_occurrences_apply_f": (ctypes.c_bool, [POINTER, POINTER, EACH]),
    "occurrence_get_symbol": (POINTER, [POINTER]),
    "occurrence_get_roles": (ctypes.c_uint64, [POINTER]),
    "symbol_get_usr": (Text, [POINTER]),
    "symbol_get_name": (Text, [POINTER]),
}


def functions() -> dict:
    described = json.loads(subprocess.check_output(["swiftc", "-print-target-info"]))
    runtime = pathlib.Path(described["paths"]["runtimeResourcePath"])
    library = ctypes.CDLL(str(runtime.parent / "libIndexStore.so"))
    found = {}
    for name, (result, arguments) in FUNCTIONS.items():
        found[name] = getattr(library, "indexstore_" + name)
        found[name].restype, found[name].argtypes = result, arguments
    return found


class Index:
    """The files of an index below one folder: their modules, and the names that each uses of each other one."""

    def __init__(self, store: pathlib.Path, sources: pathlib.Path) -> None:
        self.call = functions()
        self.store = self.call["store_create"](str(store).encode(), None)
        if not self.store:
            raise FileNotFoundError(f"no index at {store}; run `swift build`")
        self.modules: dict[str, str] = {}
        self.uses: dict[str, dict[str, set[str]]] = collections.defaultdict(lambda: collections.defaultdict(set))
        references: dict[str, list[tuple[str, str]]] = {}
        homes: dict[str, str] = {}
        prefix = f"{sources.resolve()}/"
        for reader in self.units():
            path = str(self.call["unit_reader_get_main_file"](reader))
            # The index keeps the units of files that are gone, and those of C have no module.
            if not path.startswith(prefix) or not path.endswith(".swift") or not os.path.exists(path):
                continue
            file = path[len(prefix):]
            self.modules[file] = str(self.call["unit_reader_get_module_name"](reader))
            references[file] = []
            for symbol, name, roles in self.occurrences(reader):
                if roles & DEFINITION:
                    homes.setdefault(symbol, file)
                if roles & REFERENCE:
                    references[file].append((symbol, name))
        for file, names in references.items():
            for symbol, name in names:
                home = homes.get(symbol, file)
                if home != file and self.modules[home] == self.modules[file]:
                    self.uses[file][home].add(name)

    def units(self) -> list:
        names: list[str] = []
        self.call["store_units_apply_f"](self.store, 0, None, EACH_TEXT(lambda _, name: names.append(str(name)) or True))
        readers = (self.call["unit_reader_create"](self.store, name.encode(), None) for name in names)
        return [reader for reader in readers if reader]

    def occurrences(self, reader) -> list[tuple[str, str, int]]:
        records: list[str] = []

        def dependency(_, each):
            if self.call["unit_dependency_get_kind"](each) == RECORD:
                records.append(str(self.call["unit_dependency_get_name"](each)))
            return True

        self.call["unit_reader_dependencies_apply_f"](reader, None, EACH(dependency))
        found = []

        def occurrence(_, each):
            symbol = self.call["occurrence_get_symbol"](each)
            found.append((
                str(self.call["symbol_get_usr"](symbol)), str(self.call["symbol_get_name"](symbol)),
                self.call["occurrence_get_roles"](each)))
            return True

        for name in records:
            if record := self.call["record_reader_create"](self.store, name.encode(), None):
                self.call["record_reader_occurrences_apply_f"](record, None, EACH(occurrence))
        return found
