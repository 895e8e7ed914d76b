//! Marking places in what is drawn, without touching it: by the CSS Custom Highlight API, where the browser has it.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node, Range};

/// The name by which the stylesheet knows the marks: `::highlight(found)`.
const NAME: &str = "found";

/// Texts as they stand in the page, each in one or several nodes.
pub struct Texts(Vec<Vec<Node>>);

impl Texts {
    /// The texts of the elements below `root` that a selector names.
    pub fn below(root: &Element, selector: &str) -> Self {
        let Ok(found) = root.query_selector_all(selector) else { return Self(Vec::new()) };
        let blocks = (0..found.length()).filter_map(|i| found.item(i));
        Self(
            blocks
                .map(|block| {
                    let mut nodes = Vec::new();
                    collect(&block, &mut nodes);
                    nodes
                })
                .collect(),
        )
    }

    /// What they say.
    pub fn words(&self) -> Vec<String> {
        let text = |nodes: &Vec<Node>| nodes.iter().filter_map(Node::node_value).collect::<String>();
        self.0.iter().map(text).collect()
    }

    /// Marks these places, and nothing else: the number of the text, and from where to where in units of UTF-16.
    pub fn mark(&self, places: &[(usize, usize, usize)]) {
        let ranges = places.iter().filter_map(|(which, from, to)| {
            let nodes = self.0.get(*which)?;
            let range = Range::new().ok()?;
            let (node, at) = locate(nodes, *from, false)?;
            range.set_start(&node, at).ok()?;
            let (node, at) = locate(nodes, *to, true)?;
            range.set_end(&node, at).ok()?;
            Some(JsValue::from(range))
        });
        set(&ranges.collect());
    }
}

/// Takes all marks away.
pub fn clear() {
    set(&Array::new());
}

fn collect(node: &Node, into: &mut Vec<Node>) {
    if node.node_type() == Node::TEXT_NODE {
        into.push(node.clone());
    }
    let mut child = node.first_child();
    while let Some(one) = child {
        collect(&one, into);
        child = one.next_sibling();
    }
}

/// The node in which a place is, and where. An end belongs to what stands before it, a start to what comes after.
fn locate(nodes: &[Node], mut at: usize, is_end: bool) -> Option<(Node, u32)> {
    for node in nodes {
        let length = node.node_value().map_or(0, |text| text.encode_utf16().count());
        if at < length || (is_end && at == length) {
            return Some((node.clone(), u32::try_from(at).ok()?));
        }
        at -= length;
    }
    None
}

fn set(ranges: &Array) {
    let global: JsValue = js_sys::global().into();
    let read =
        |from: &JsValue, name: &str| Reflect::get(from, &name.into()).ok().filter(|v| !v.is_undefined());
    let registry = read(&global, "CSS").and_then(|css| read(&css, "highlights"));
    let make = read(&global, "Highlight").and_then(|make| make.dyn_into::<Function>().ok());
    let (Some(registry), Some(make)) = (registry, make) else { return };
    let Ok(highlight) = Reflect::construct(&make, ranges) else { return };
    if let Some(set) = read(&registry, "set").and_then(|set| set.dyn_into::<Function>().ok()) {
        // Nothing is marked where it throws, which is what would be done about it.
        let _ = set.call2(&registry, &NAME.into(), &highlight);
    }
}
