import "./elements/mcp_arguments";
import "./elements/mcp_reply";
import styles from "./styles/console/mcp.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

export { McpState } from "./console/mcp/state";
