/** What one way through the photos took, models loaded. */
export interface Measured {
  photos: number;
  faces: number;
  seconds: number;
  cpuSeconds: number;
  /** Most memory that its process held. */
  megabytes: number;
}

/** Starts a clock; what it answers is called at the end. */
export function measure(): (photos: number, faces: number) => Measured {
  const started = performance.now();
  const before = process.cpuUsage();
  return (photos, faces) => {
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(before);
    const megabytes = process.resourceUsage().maxRSS / 1024;
    return { photos, faces, seconds, cpuSeconds: (user + system) / 1e6, megabytes };
  };
}
