/// Variables that readers have without being told.
enum KnownEnvironment {
  /// Whether a shell, a login, a desktop, a common tool, a CI service or a well-known service sets the variable.
  static func has(_ name: String) -> Bool {
    names.contains(name) || prefixes.contains { name.hasPrefix($0) } || isKeyOfService(name)
  }

  /// POSIX, bash and zsh; logins and desktops; compilers and package managers, by their own documentation.
  private static let names: Set<String> = Set(
    """
    HOME PATH USER USERNAME LOGNAME PWD OLDPWD SHELL SHLVL TERM LANG LANGUAGE TMPDIR TMP TEMP HOSTNAME HOST EDITOR VISUAL
    PAGER BROWSER DISPLAY MAIL COLUMNS LINES UID EUID GID PPID GROUPS RANDOM SRANDOM SECONDS EPOCHSECONDS EPOCHREALTIME
    LINENO FUNCNAME PIPESTATUS REPLY IFS PS1 PS2 PS4 PROMPT RPROMPT OPTARG OPTIND OSTYPE MACHTYPE HOSTTYPE HISTFILE
    HISTSIZE HISTCONTROL CDPATH FPATH ZDOTDIR ZSH_VERSION ZSH ZSH_CUSTOM MANPATH INFOPATH LD_LIBRARY_PATH LD_PRELOAD
    DYLD_LIBRARY_PATH LIBRARY_PATH CPATH PKG_CONFIG_PATH CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS MAKEFLAGS PYTHONPATH
    PYTHONHOME VIRTUAL_ENV CONDA_PREFIX CONDA_DEFAULT_ENV GOPATH GOROOT GOBIN GOOS GOARCH JAVA_HOME CLASSPATH
    MAVEN_HOME GRADLE_HOME CARGO_HOME CARGO_TARGET_DIR RUSTUP_HOME OUT_DIR NVM_DIR NODE_PATH NODE_ENV PNPM_HOME
    BUN_INSTALL DENO_INSTALL GEM_HOME GEM_PATH RBENV_ROOT PYENV_ROOT ANDROID_HOME ANDROID_SDK_ROOT ANDROID_NDK_HOME
    CUDA_HOME CUDA_PATH CUDA_VISIBLE_DEVICES KUBECONFIG DOCKER_HOST SSH_AUTH_SOCK SSH_AGENT_PID GPG_TTY SUDO_USER
    HOMEBREW_PREFIX SystemRoot APPDATA LOCALAPPDATA USERPROFILE ProgramFiles CI BUILD_NUMBER WORKSPACE DEBUG
    http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY fpath path ID VERSION_ID VERSION_CODENAME
    DEBIAN_FRONTEND ROS_DISTRO SLURM_JOB_ID
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  private static let prefixes = [
    "XDG_", "LC_", "BASH_", "GITHUB_", "RUNNER_", "CI_", "CIRCLE_", "TRAVIS_", "BUILDKITE_", "JENKINS_",
    "AWS_", "SLURM_",
    "HOMEBREW_", "npm_config_", "npm_package_", "COMP_", "DBUS_", "WSL_", "TERM_", "AZURE_", "GOOGLE_",
    "NIX_",
  ]

  /// `OPENAI_API_KEY`: what readers of an example for a well-known service have, or get from it.
  private static func isKeyOfService(_ name: String) -> Bool {
    guard let service = name.split(separator: "_").first, services.contains(String(service)) else {
      return false
    }
    return ["KEY", "TOKEN", "SECRET", "PAT"].contains { name.hasSuffix($0) }
  }

  private static let services: Set<String> = Set(
    """
    OPENAI ANTHROPIC GEMINI COHERE MISTRAL GROQ REPLICATE TOGETHER OPENROUTER DEEPSEEK HF HUGGINGFACE HUGGING WANDB GITLAB
    GH NPM PYPI TWINE DOCKER CLOUDFLARE CF SLACK DISCORD TELEGRAM STRIPE SENTRY DATADOG DD TWILIO HEROKU DIGITALOCEAN DO
    VERCEL NETLIFY FLY FASTLY LINEAR NOTION FIGMA CODECOV SONAR SUPABASE
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
