/// What every compiled example is linked with: the functions that say which block and which statement is running.
///
/// It is C, so that it can begin before any Swift code, and so that it adds nothing to the module of an example.
enum SwiftRuntime {
  static let blockCall = "flowDocsBlock"
  static let lineCall = "flowDocsLine"
  static let unitCall = "flowDocsUnit"
  /// Variables that are read at the start and taken from the environment.
  static let unitVariable = "FLOWDOCS_UNIT"
  static let markerVariable = "FLOWDOCS_MARKER"
  static let firstBlockVariable = "FLOWDOCS_FIRST_BLOCK"
  static let traceVariable = "FLOWDOCS_TRACE"

  /// How the functions are declared in the file that calls them.
  static func declarations(access: String) -> String {
    """
    @_silgen_name("flowdocs_block") \(access)func \(blockCall)(_: Int32)
    @_silgen_name("flowdocs_line") \(access)func \(lineCall)(_: Int32)

    """
  }

  /// Standard output is written line by line, as to a terminal: what was printed before a crash is not lost.
  static let source = """
    #include <fcntl.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <unistd.h>

    static char unit[512], token[128];
    static int trace = -1;

    static void take(const char *name, char *value, size_t size) {
      const char *found = getenv(name);
      if (found) snprintf(value, size, "%s", found);
      unsetenv(name);
    }

    static void put(int descriptor, const char *text, size_t length) {
      while (length > 0) {
        ssize_t count = write(descriptor, text, length);
        if (count <= 0) return;
        text += count;
        length -= (size_t)count;
      }
    }

    void flowdocs_block(int block) {
      char text[192];
      int length = snprintf(text, sizeof text, "\\x1e%s %d\\x1e", token, block);
      fflush(NULL);
      put(1, text, (size_t)length);
      put(2, text, (size_t)length);
    }

    void flowdocs_line(int line) {
      char text[16];
      int length = snprintf(text, sizeof text, "%-12d", line);
      if (pwrite(trace, text, (size_t)length, 0) < 0) return;
    }

    const char *flowdocs_unit(void) { return unit; }

    __attribute__((constructor)) static void start(void) {
      char path[4096] = "", first[16] = "";
      setvbuf(stdout, NULL, _IOLBF, 0);
      take("\(unitVariable)", unit, sizeof unit);
      take("\(markerVariable)", token, sizeof token);
      take("\(firstBlockVariable)", first, sizeof first);
      take("\(traceVariable)", path, sizeof path);
      // The runtime has read it.
      unsetenv("\(SwiftCrash.variable)");
      if (path[0]) trace = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
      flowdocs_block(atoi(first));
    }

    """
}
