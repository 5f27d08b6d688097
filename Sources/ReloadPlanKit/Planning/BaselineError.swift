package import HostIO

/// Why a plan has nothing to compare with.
package enum BaselineError: Error, Equatable {
  case git(GitRevision.Problem, revision: String, project: String)
  /// A file that was named is a module neither before nor now.
  case noModule(path: String, project: String)
  case noScratch(SystemCallError)
}

extension BaselineError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .git(.noGit, _, _):
      "git can't be run; install it, or compare with a folder: --from OLD_TREE"
    case .git(.noRepository, _, let project):
      "\(project) is in no Git repository; compare with a folder: --from OLD_TREE"
    case .git(.noRevision, let revision, let project):
      "no revision \(revision) in the repository of \(project); see `git log`"
    case .git(.failed, let revision, let project):
      "git can't write the files of \(revision) of \(project); run `git fsck` there"
    case .noModule(let path, let project):
      "\(path) is no module of \(project); give files of the project"
    case .noScratch(let error):
      "no folder for temporary files: \(error); set TMPDIR to one that can be written"
    }
  }
}
