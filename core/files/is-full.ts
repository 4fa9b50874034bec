/** Whether the system refused a write for want of space: the disk's, or the user's share of it. */
export const isFull = (code: string | undefined) => code === "ENOSPC" || code === "EDQUOT";
