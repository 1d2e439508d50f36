import styles from "./styles/console/console.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

export { openConsole } from "./elements/console";
