// @ts-nocheck
const REASONS: Record<string, string> = {
  EACCES: "Permission denied; give yourself the right to read it, and its folder (chmod u+rX)",
  EPERM: "The system does not allow reading it; check its permissions",
  ENOENT: "It is no longer there",
  EISDIR: "It is a folder",
  ELOOP: "A link that leads in a circle; remove it",
  ENAMETOOLONG: "Its path is too long for this system; shorten a folder's name",
  EIO: "The disk cannot read it; check the disk, or copy it again",
  EMFILE: "Too many files are open; close other programs and run this again",
  ESTALE: "The network drive has lost it; connect it again",
  ERR_FS_FILE_TOO_LARGE: "Larger than 2 GB",
};

/** Why the disk would not give a file or folder, in words, with what to do where something can be done. */
export function explainFileError(error: NodeJS.ErrnoException): string {
  return REASONS[error.code ?? ""] ?? `It cannot be read: ${error.message}`;
}
