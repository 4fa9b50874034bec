import { commonFolder, fileNames } from "../state/model.ts";
import { folderOf } from "../state/photo-names.ts";

interface Props {
  photo: string;
  /** Whether it is the first line beneath a picture. */
  isTitle?: boolean;
}

/** A photo's name, and below it its folder: shortened in the middle, but whole where another photo has the same name. */
export function PhotoName({ photo, isTitle = false }: Props) {
  const folder = folderOf(photo.slice(commonFolder.value.length));
  const at = folder.lastIndexOf("/") + 1;
  const isWhole = fileNames.value.get(photo)?.includes("/");
  return (
    <>
      <span class={isTitle ? "name" : "more"} title={photo}>
        {photo.slice(photo.lastIndexOf("/") + 1)}
      </span>
      {folder === "" ? null : (
        <span class={`folder${isWhole ? " whole" : ""}`} title={photo}>
          {isWhole || at === 0 ? null : <span>{folder.slice(0, at)}</span>}
          <span>{isWhole ? folder : folder.slice(at)}</span>
        </span>
      )}
    </>
  );
}
