extension PythonReading {
  /// The program that `python3` runs. It reads the input above, and prints a list of `[page, unit, line, column, length, kind,
  /// message, guess, path, line in it]`; columns and lengths are in UTF-8 bytes.
  static let program = #"""
    import ast, builtins, json, re, sys, warnings

    warnings.simplefilter("ignore")
    given = json.load(sys.stdin)
    OFFERED, DECLARED, USUAL = set(given["offered"]), set(given["declared"]), set(given["usual"])
    STDLIB = set(getattr(sys, "stdlib_module_names", ())) | {"__future__", "__main__"}
    SHORT = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot"}
    MEANT = re.compile(r"#.*\b(deprecated|old|before|wrong|error|removed|bad|don.t|not valid|raises|invalid)\b", re.I)
    INVENTED = re.compile(r"(my|your|some|new)|.*(app|project|example|module|package|main|models|utils|settings|config|tests?)$", re.I)
    found = []


    def parse(code):
        try:
            return compile(code, "m", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


    class Module:
        """The names of a module of the repository, as far as they can be read."""

        def __init__(self, name, path, source):
            self.name, self.path = name, path
            self.package = name if path.endswith("__init__.py") else name.rpartition(".")[0]
            self.tree = parse(source)
            self.names, self.is_open = {}, self.tree is None
            if self.tree:
                self.read(self.tree.body)

        def read(self, body):
            for node in body:
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    if node.name == "__getattr__":
                        self.is_open = True
                    # Two definitions are overloads or platforms.
                    self.names[node.name] = None if node.name in self.names else node
                elif isinstance(node, ast.ClassDef):
                    self.names[node.name] = None if node.name in self.names else node
                elif isinstance(node, ast.Import):
                    for name in node.names:
                        self.names[(name.asname or name.name).split(".")[0]] = None
                elif isinstance(node, ast.ImportFrom):
                    for name in node.names:
                        if name.name == "*":
                            self.star(node)
                        else:
                            self.names[name.asname or name.name] = (self.absolute(node), name.name)
                else:
                    for child in ast.walk(node):
                        if isinstance(child, ast.Name) and not isinstance(child.ctx, ast.Load):
                            self.names[child.id] = None
                        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                            self.names[child.name] = None
                        elif isinstance(child, (ast.Import, ast.ImportFrom)):
                            for name in child.names:
                                if name.name == "*":
                                    self.is_open = True
                                self.names[(name.asname or name.name).split(".")[0]] = None
                        elif isinstance(child, ast.Call) and isinstance(child.func, ast.Name):
                            if child.func.id in {"globals", "exec", "setattr", "vars"}:
                                self.is_open = True

        def absolute(self, node):
            if not node.level:
                return node.module or ""
            base = self.package.split(".")
            base = base[:len(base) - (node.level - 1)]
            return ".".join(base + ([node.module] if node.module else []))

        def star(self, node):
            self.stars = getattr(self, "stars", []) + [self.absolute(node)]


    modules = {}
    for name, path, source in given["modules"]:
        if name in modules:
            modules[name].is_open = True
        else:
            try:
                modules[name] = Module(name, path, source)
            except Exception:
                # What cannot be read may have every name, like what does not parse.
                modules[name] = Module(name, path, "(")
    tops = {name.split(".")[0] for name in modules}


    def is_open(module, seen=()):
        if module.is_open or module.name in seen:
            return module.is_open
        return any(star not in modules or is_open(modules[star], (*seen, module.name))
                   for star in getattr(module, "stars", []))


    def members(module, seen=()):
        names = dict(module.names)
        for star in getattr(module, "stars", []):
            if star in modules and star not in seen:
                for name, value in members(modules[star], (*seen, module.name)).items():
                    names.setdefault(name, value)
        return names


    def submodules(name):
        return {other[len(name) + 1:].split(".")[0] for other in modules if other.startswith(name + ".")}


    def lookup(module, name, depth=0):
        """(known, definition with its module) of a name of a module."""
        if module not in modules or depth > 8:
            return True, None
        own = members(modules[module])
        if name in own:
            value = own[name]
            if isinstance(value, tuple):
                target, original = value
                if f"{target}.{original}" in modules:
                    return True, ("module", f"{target}.{original}")
                return True, (lookup(target, original, depth + 1)[1] if target in modules else None)
            return True, (value, module) if value is not None else None
        if name in submodules(module):
            return True, ("module", f"{module}.{name}")
        return is_open(modules[module]) or name.startswith("__"), None


    BASES = {"object", "ABC", "Generic", "Protocol", "abc.ABC", "typing.Generic", "typing.Protocol"}


    def lineage(definition, depth=0):
        """The class and those it inherits from, each with its module; None when one of them is not known."""
        node, module = definition
        if depth > 8 or node.keywords:
            return None
        classes = [definition]
        for base in node.bases:
            if isinstance(base, ast.Subscript):
                base = base.value
            if ast.unparse(base) in BASES:
                continue
            if not isinstance(base, ast.Name):
                return None
            _, parent = lookup(module, base.id)
            if not parent or parent[0] == "module" or not isinstance(parent[0], ast.ClassDef):
                return None
            more = lineage(parent, depth + 1)
            if more is None:
                return None
            classes += more
        return classes


    def is_dataclass(node):
        names = [ast.unparse(d.func if isinstance(d, ast.Call) else d).rpartition(".")[2] for d in node.decorator_list]
        return names == ["dataclass"]


    def parameters(definition):
        """The names of the keyword arguments that a call may have; None when any may be."""
        node, module = definition
        if isinstance(node, ast.ClassDef):
            classes = lineage(definition)
            if classes is None or any(c.decorator_list and not is_dataclass(c) for c, _ in classes):
                return None
            for owner, _ in classes:
                methods = {m.name: m for m in owner.body if isinstance(m, (ast.FunctionDef, ast.AsyncFunctionDef))}
                if "__new__" in methods:
                    return None
                if "__init__" in methods:
                    return arguments(methods["__init__"])
                if is_dataclass(owner):
                    return {f.target.id for c, _ in classes for f in c.body
                            if isinstance(f, ast.AnnAssign) and isinstance(f.target, ast.Name)}
            return None
        return arguments(node)


    def arguments(node):
        harmless = {"staticmethod", "classmethod", "abstractmethod"}
        if node.args.kwarg or any(ast.unparse(d) not in harmless for d in node.decorator_list):
            return None
        return {a.arg for a in node.args.args + node.args.kwonlyargs + getattr(node.args, "posonlyargs", [])} - {"self", "cls"}


    def attributes(definition):
        """The members of objects of a class; None when they cannot be known."""
        classes = lineage(definition)
        if classes is None:
            return None
        names = set()
        for node, _ in classes:
            if node.decorator_list and not is_dataclass(node):
                return None
            for child in ast.walk(node):
                if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    names.add(child.name)
                elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                    names.add(child.id)
                elif isinstance(child, ast.Attribute):
                    if isinstance(child.ctx, ast.Store):
                        names.add(child.attr)
                    if child.attr == "__dict__":
                        return None
                elif isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in {"setattr", "vars"}:
                    return None
                elif isinstance(child, ast.Constant) and isinstance(child.value, str) and child.value.isidentifier():
                    names.add(child.value)  # __slots__
        return None if names & {"__getattr__", "__getattribute__"} else names


    def nearest(name, names):
        """The one name with one letter more or less, or with two that are swapped."""
        def near(a, b):
            if abs(len(a) - len(b)) > 1 or a == b:
                return False
            i = 0
            while i < min(len(a), len(b)) and a[i] == b[i]:
                i += 1
            return (a[i:] == b[i + 1:] or a[i + 1:] == b[i:]
                    or (a[i:i + 2] == b[i:i + 2][::-1] and a[i + 2:] == b[i + 2:]))
        # `item` and `items`, `a1` and `a2` are two names.
        if len(name) < 5:
            return None
        close = [n for n in names if len(n) >= 5 and near(name, n)
                 and name.rstrip("s0123456789_") != n.rstrip("s0123456789_")]
        return close[0] if len(close) == 1 else None


    class Page:
        def __init__(self, number, units, is_history):
            self.number, self.units, self.is_history = number, units, is_history
            self.trees = [parse(code) for code in units]
            self.is_open = any(tree is None for tree in self.trees)
            self.said = set()
            self.bound, self.objects, self.imported = set(), {}, {}
            for tree in self.trees:
                if tree:
                    self.bind(tree)

        def report(self, unit, node, rule, message, name="", line=None, guess=None, place=None):
            if (rule, name or message) in self.said:
                return
            line = line or node.lineno
            lines = self.units[unit].split("\n")
            if any(MEANT.search(text) for text in lines[max(0, line - 2):line]):
                return
            self.said.add((rule, name or message))
            start = node.col_offset
            length = (node.end_col_offset - start) if node.end_lineno == node.lineno else 1
            if line != node.lineno:
                start, length = 0, len(lines[line - 1].encode())
            if name:
                at = lines[line - 1].encode().find(name.encode(), start)
                if at >= 0:
                    start, length = at, len(name.encode())
            found.append([self.number, unit, line, start + 1, length, rule, message, guess or "", *(place or ["", 0])])

        def bind(self, tree):
            for node in ast.walk(tree):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    for name in node.names:
                        if name.name == "*":
                            self.is_open = True
                        self.bound.add((name.asname or name.name).split(".")[0])
                    if isinstance(node, ast.ImportFrom) and not node.level:
                        for name in node.names:
                            self.imported[name.asname or name.name] = (node.module, name.name)
                    elif isinstance(node, ast.Import):
                        for name in node.names:
                            if name.asname:
                                self.imported[name.asname] = (name.name, None)
                            else:
                                top = name.name.split(".")[0]
                                self.imported[top] = (top, None)
                elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                    self.bound.add(node.id)
                elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    self.bound.add(node.name)
                elif isinstance(node, ast.arg):
                    self.bound.add(node.arg)
                elif isinstance(node, ast.ExceptHandler) and node.name:
                    self.bound.add(node.name)
                elif isinstance(node, ast.keyword) and node.arg:
                    pass
                elif type(node).__name__ in {"MatchAs", "MatchStar"} and node.name:
                    self.bound.add(node.name)
                elif isinstance(node, ast.Global):
                    self.bound.update(node.names)

        def definition(self, node):
            """What an expression names in a module of the repository."""
            if isinstance(node, ast.Name) and node.id in self.imported:
                module, name = self.imported[node.id]
                if name is None:
                    return ("module", module) if module in modules else None
                if f"{module}.{name}" in modules:
                    return ("module", f"{module}.{name}")
                return lookup(module, name)[1] if module in modules else None
            if isinstance(node, ast.Attribute):
                owner = self.definition(node.value)
                if owner and owner[0] == "module" and owner[1] in modules:
                    return lookup(owner[1], node.attr)[1]
            return None

        def check(self):
            rebound = {}
            for tree in filter(None, self.trees):
                for node in ast.walk(tree):
                    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                        rebound[node.id] = rebound.get(node.id, 0) + 1
                    elif isinstance(node, ast.arg):
                        rebound[node.arg] = rebound.get(node.arg, 0) + 1
                    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                        rebound[node.name] = rebound.get(node.name, 0) + 1
                        # The page shows its own version.
                        self.imported.pop(node.name, None)
            for name in rebound:
                self.imported.pop(name, None)
            for tree in filter(None, self.trees):
                for node in ast.walk(tree):
                    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name) \
                            and isinstance(node.value, ast.Call) and rebound.get(node.targets[0].id) == 1:
                        definition = self.definition(node.value.func)
                        if definition and definition[0] != "module" and isinstance(definition[0], ast.ClassDef):
                            self.objects[node.targets[0].id] = definition
            uses_project = any(self.is_known(node) for tree in filter(None, self.trees) for node in ast.walk(tree)
                               if isinstance(node, (ast.Import, ast.ImportFrom)))
            for unit, tree in enumerate(self.trees):
                if tree:
                    self.formats(unit, tree)
                    self.names(unit, tree)
                    if not self.is_history:
                        self.imports(unit, tree, uses_project)
                        self.uses(unit, tree)

        def is_known(self, node):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
            return any(name.split(".")[0] in OFFERED | DECLARED for name in names)

        def imports(self, unit, tree, uses_project):
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    for name in node.names:
                        self.module(unit, node, name.name, uses_project)
                elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                    if not self.module(unit, node, node.module, uses_project) or node.module not in modules:
                        continue
                    for name in node.names:
                        if name.name != "*" and not lookup(node.module, name.name)[0]:
                            known = [n for n in members(modules[node.module]) if not n.startswith("_")]
                            self.report(unit, node, "unknown-member", f"`{node.module}` has no `{name.name}`", name.name,
                                        line=getattr(name, "lineno", node.lineno), guess=nearest(name.name, known),
                                        place=[modules[node.module].path, 1])

        def module(self, unit, node, name, uses_project):
            """Whether a module may exist."""
            top = name.split(".")[0]
            if top in tops:
                if name in modules or any(other.startswith(name + ".") for other in modules):
                    return True
                parent = name.rpartition(".")[0]
                while parent not in modules and "." in parent:
                    parent = parent.rpartition(".")[0]
                # A package without `__init__.py` may have parts elsewhere.
                if parent in modules and modules[parent].path.endswith("__init__.py") and not is_open(modules[parent]) \
                        and name.rpartition(".")[0] == parent and name.rpartition(".")[2] not in members(modules[parent]):
                    self.report(unit, node, "unknown-import", f"`{parent}` has no module `{name.rpartition('.')[2]}`", name,
                                guess=nearest(name.rpartition(".")[2], submodules(parent)), place=[modules[parent].path, 1])
                return False
            if top in STDLIB or top in OFFERED or top in DECLARED:
                return True
            guess = nearest(top, OFFERED | DECLARED)
            if guess or (given["declares"] and uses_project and top not in USUAL and not INVENTED.match(top)
                         and not INVENTED.match(name.rpartition(".")[2])):
                self.report(unit, node, "unknown-import",
                            f"Neither Python, this project nor its dependencies have `{top}`", top, guess=guess)
            return False

        def uses(self, unit, tree):
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    self.call(unit, node)
                elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                    owner = self.definition(node.value)
                    if owner and owner[0] == "module" and owner[1] in modules:
                        if not lookup(owner[1], node.attr)[0]:
                            self.report(unit, node, "unknown-member", f"`{owner[1]}` has no `{node.attr}`", node.attr,
                                        guess=nearest(node.attr, members(modules[owner[1]])), place=[modules[owner[1]].path, 1])
                        continue
                    if owner and isinstance(owner[0], ast.ClassDef):
                        self.attribute(unit, node, owner)
                    elif isinstance(node.value, ast.Name) and node.value.id in self.objects:
                        self.attribute(unit, node, self.objects[node.value.id])

        def attribute(self, unit, node, owner):
            names = attributes(owner)
            if names is None or node.attr in names or node.attr.startswith("__"):
                return
            self.report(unit, node, "unknown-member", f"`{owner[0].name}` has no member `{node.attr}`", node.attr,
                        guess=nearest(node.attr, names), place=[modules[owner[1]].path, owner[0].lineno])

        def call(self, unit, node):
            owner = self.definition(node.func)
            label = ast.unparse(node.func)
            if owner is None and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) \
                    and node.func.value.id in self.objects:
                classes = lineage(self.objects[node.func.value.id])
                for definition, module in classes or []:
                    methods = [m for m in definition.body if isinstance(m, (ast.FunctionDef, ast.AsyncFunctionDef))
                               and m.name == node.func.attr]
                    if methods:
                        owner = (methods[0], module) if len(methods) == 1 else None
                        break
            if owner is None or owner[0] == "module":
                return
            known = parameters(owner)
            if known is None:
                return
            for keyword in node.keywords:
                if keyword.arg and keyword.arg not in known:
                    self.report(unit, keyword, "unknown-member", f"`{label}` has no parameter `{keyword.arg}`", keyword.arg,
                                guess=nearest(keyword.arg, known), place=[modules[owner[1]].path, owner[0].lineno])

        def names(self, unit, tree):
            if self.is_open:
                return
            known = self.bound | set(dir(builtins)) | {"__file__", "__name__", "_", "__doc__", "reveal_type", "display", "get_ipython"}
            imports = [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom))]
            is_program = any(isinstance(n, ast.Constant) and n.value == "__main__" for n in ast.walk(tree))
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id not in known:
                    name = node.value.id
                    if imports and (name in SHORT or name in STDLIB and name in given["imported"]):
                        self.report(unit, node.value, "undefined-name", f"`{name}` is not imported on this page", name)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in known:
                    guess = nearest(node.id, self.bound)
                    if guess:
                        self.report(unit, node, "undefined-name", f"`{node.id}` is not defined on this page", node.id, guess=guess)
                    elif is_program and imports:
                        self.report(unit, node, "undefined-name", f"`{node.id}` is not defined on this page", node.id)

        def formats(self, unit, tree):
            texts = {}
            for node in tree.body:
                if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                    name = node.targets[0].id
                    is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
                    texts[name] = is_text and name not in texts
            for node in ast.walk(tree):
                if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant) \
                        and isinstance(node.left.value, str):
                    self.percent(unit, node)
                elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format" \
                        and isinstance(node.func.value, ast.Constant) and isinstance(node.func.value.value, str):
                    self.braces(unit, node)
                elif isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
                    spec = "".join(v.value for v in node.format_spec.values if isinstance(v, ast.Constant))
                    if len(node.format_spec.values) == 1:
                        value = node.value
                        is_text = isinstance(value, ast.Constant) and isinstance(value.value, str) \
                            or isinstance(value, ast.Name) and texts.get(value.id) and self.once(value.id)
                        self.specification(unit, node, spec, is_text)

        def once(self, name):
            return sum(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store)
                       for tree in filter(None, self.trees) for n in ast.walk(tree)) == 1

        def specification(self, unit, node, spec, is_text):
            parts = re.fullmatch(r"(?:.?[<>=^])?[-+ ]?z?#?0?\d*[,_]?(?:\.\d+)?([a-zA-Z%]?)", spec)
            if is_text and parts and parts.group(1) not in {"", "s"}:
                self.report(unit, node, "bad-format", f"`:{spec}` formats numbers, and this is text")
            elif parts and re.search(r"\.\d+[dbocxXn]$", spec) and not spec.endswith("n"):
                self.report(unit, node, "bad-format", f"`:{spec}` has a precision, which whole numbers cannot have")
            elif parts and parts.group(1) and parts.group(1) not in "bcdeEfFgGnosxX%" and isinstance(node.value, ast.Constant):
                self.report(unit, node, "bad-format", f"`:{spec}` is not a format of numbers or text")

        def percent(self, unit, node):
            text = node.left.value
            if "%(" in text or re.search(r"%[-+ #0]*(?:\d*\.)?\*", text.replace("%%", "")):
                return
            wanted = len(re.findall(r"%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]", text.replace("%%", "")))
            if isinstance(node.right, ast.Tuple):
                if not any(isinstance(e, ast.Starred) for e in node.right.elts) and len(node.right.elts) != wanted:
                    self.report(unit, node, "bad-format", f"The format takes {wanted} values, but is given {len(node.right.elts)}")
            elif isinstance(node.right, ast.Constant) and wanted != 1:
                self.report(unit, node, "bad-format", f"The format takes {wanted} values, but is given 1")

        def braces(self, unit, node):
            if any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords):
                return
            import string
            try:
                fields = [f[1] for f in string.Formatter().parse(node.func.value.value) if f[1] is not None]
            except ValueError as error:
                self.report(unit, node, "bad-format", f"Not a format: {error}")
                return
            heads = [re.split(r"[.\[]", f)[0] for f in fields]
            automatic = sum(h == "" for h in heads)
            highest = max([int(h) + 1 for h in heads if h.isdecimal() and len(h) < 10] + [automatic])
            if highest > len(node.args):
                self.report(unit, node, "bad-format", f"The format takes {highest} values, but is given {len(node.args)}")
            missing = [h for h in heads if h and not h.isdecimal() and h not in {k.arg for k in node.keywords}]
            if missing:
                self.report(unit, node, "bad-format", f"No value is given for `{missing[0]}`", missing[0])


    for number, (units, is_history) in enumerate(given["pages"]):
        try:
            Page(number, units, is_history).check()
        except Exception:
            # A page that cannot be read does not keep the others from being read.
            pass
    json.dump(found, sys.stdout)
    """#
}
