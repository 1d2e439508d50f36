import { text } from "../schema";

type Values = Readonly<Record<string, unknown>>;

interface Style {
  readonly first: string;
  readonly between: string;
  readonly named: boolean;
  readonly reserved: boolean;
}

const STYLES: Readonly<Record<string, Style>> = {
  "": { first: "", between: ",", named: false, reserved: false },
  "+": { first: "", between: ",", named: false, reserved: true },
  "#": { first: "#", between: ",", named: false, reserved: true },
  ".": { first: ".", between: ".", named: false, reserved: false },
  "/": { first: "/", between: "/", named: false, reserved: false },
  ";": { first: ";", between: ";", named: true, reserved: false },
  "?": { first: "?", between: "&", named: true, reserved: false },
  "&": { first: "&", between: "&", named: true, reserved: false },
};

/** Fill a URI template (RFC 6570) with text values; variables without one are left out. */
export function expanded(template: string, values: Values): string {
  return template.replace(/\{([+#./;?&]?)([^{}]*)\}/g, (_, operator: string, names: string) => {
    const style = STYLES[operator] as Style;
    const parts = names.split(",").flatMap(written => {
      const [name = "", length] = written.replace(/\*$/, "").split(":");
      const value = Object.hasOwn(values, name) ? text(values[name]) : "";
      if (value === "") return [];
      const made = encoded(length ? value.slice(0, Number(length)) : value, style.reserved);
      return [style.named ? `${name}=${made}` : made];
    });
    return parts.length > 0 ? style.first + parts.join(style.between) : "";
  });
}

function encoded(value: string, reserved: boolean): string {
  const made = encodeURIComponent(value).replace(/[!'()*]/g, hex);
  return reserved ? made.replace(/%(2[1346789ABCF]|3[ABDF]|40|5[BD])/g, decodeURIComponent) : made;
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
