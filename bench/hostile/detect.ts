import { DetectFacesCommand, type Image, RekognitionClient } from "@aws-sdk/client-rekognition";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { LOCAL_NAME } from "../../core/local-name.ts";
import { startLocalAws } from "../abuse/local-aws-process.ts";
import type { HostileFile } from "./expect.ts";

/** DetectFaces takes no more as bytes. */
const MAX_BYTES = 5 * 1024 * 1024;
/** What Rekognition says of an image that it does not take. */
const REFUSALS = /^(InvalidImageFormat|ImageTooLarge|InvalidParameter|InvalidS3Object)Exception$/;

/** Has the faces of each file detected as the AWS CLI would, by its bytes and in the bucket; answers what went wrong. */
export async function detectDirectly(state: string, files: HostileFile[]): Promise<string[]> {
  const aws = await startLocalAws(state);
  const settings = {
    endpoint: `http://127.0.0.1:${aws.port}`,
    region: "eu-west-1",
    credentials: { accessKeyId: "any", secretAccessKey: "any" },
  };
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const rekognition = new RekognitionClient({ ...settings, maxAttempts: 1 });
  const wrong: string[] = [];
  try {
    for (const [i, { name, bytes, expected }] of files.entries()) {
      // Not among the uploads, so that nothing else happens to it.
      const Name = `hostile/${i}`;
      await s3.send(new PutObjectCommand({ Bucket: LOCAL_NAME, Key: Name, Body: bytes }));
      const ways: [string, Image][] = [["in the bucket", { S3Object: { Bucket: LOCAL_NAME, Name } }]];
      if (bytes.length > 0 && bytes.length <= MAX_BYTES) ways.push(["as bytes", { Bytes: bytes }]);
      for (const [way, Image] of ways) {
        const became = await rekognition.send(new DetectFacesCommand({ Image })).then(
          () => "taken",
          (error: Error) => (REFUSALS.test(error.name) ? "rejected" : error.name),
        );
        const { outcome } = expected.direct ?? expected;
        if (became !== outcome) wrong.push(`${name} ${way}: expected ${outcome}, became ${became}`);
      }
    }
    return wrong;
  } finally {
    s3.destroy();
    rekognition.destroy();
    await aws.stop();
  }
}
