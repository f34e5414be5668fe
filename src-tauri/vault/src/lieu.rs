//! Where a base may live: on a disk of this seat. On a network share locks are unreliable and pages
//! may be half written; in a synchronised folder two seats overwrite each other's base.

use crate::{Error, Result};
use std::path::{Path, PathBuf};

/// File systems that are another machine's.
const RESEAU: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "9p",
    "webdav",
    "davfs",
    "fuse.sshfs",
    "fuse.davfs2",
    "fuse.rclone",
    "fuse.gvfsd-fuse",
    "afpfs",
    "glusterfs",
    "fuse.glusterfs",
    "ceph",
    "lustre",
];

/// Folder names under which synchronising programs keep their copies.
const SYNCHRONISES: &[&str] = &[
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud drive",
    "iclouddrive",
    "mobile documents",
    "nextcloud",
    "owncloud",
    "kdrive",
    "pcloud",
    "pcloud drive",
    "mega",
    "megasync",
    "syncthing",
    "box",
    "box sync",
    "sharepoint",
    "hubic",
];

/// Refuses a folder on a network share or under a synchronising program, before anything is written.
///
/// # Errors
/// [`Error::DossierReseau`] or [`Error::DossierSynchronise`].
pub fn check_lieu(dossier: &Path) -> Result<()> {
    let chemin = reel(dossier);
    let montages = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    if est_reseau(&chemin, &montages) {
        return Err(Error::DossierReseau);
    }
    if est_synchronise(&chemin) {
        return Err(Error::DossierSynchronise);
    }
    Ok(())
}

/// The real path of a folder, even of one that is yet to be made.
fn reel(dossier: &Path) -> PathBuf {
    for parent in dossier.ancestors() {
        if let Ok(reel) = parent.canonicalize() {
            let reste = dossier.strip_prefix(parent).unwrap_or(Path::new(""));
            return reel.join(reste);
        }
    }
    dossier.to_path_buf()
}

fn est_reseau(chemin: &Path, montages: &str) -> bool {
    let texte = chemin.to_string_lossy();
    // A UNC path; `\\?\` and `\\.\` are how Windows spells local ones.
    if let Some(suite) = texte.strip_prefix(r"\\") {
        return !(suite.starts_with(r"?\") && !suite.starts_with(r"?\UNC")
            || suite.starts_with(r".\"));
    }
    // The last matching line wins: a mount hides what was mounted there before.
    let mut genre = "";
    let mut profondeur = 0;
    for ligne in montages.lines() {
        let mut champs = ligne.split(' ');
        let (Some(_), Some(point), Some(fs)) = (champs.next(), champs.next(), champs.next()) else {
            continue;
        };
        let point = point.replace("\\040", " ");
        let point = Path::new(&point);
        let longueur = point.components().count();
        if chemin.starts_with(point) && longueur >= profondeur {
            (genre, profondeur) = (fs, longueur);
        }
    }
    RESEAU.contains(&genre)
}

fn est_synchronise(chemin: &Path) -> bool {
    chemin.ancestors().any(|parent| {
        let nom = parent.file_name().map(|n| n.to_string_lossy().to_lowercase());
        let par_nom = nom.is_some_and(|nom| {
            // "OneDrive - Ville de Paris", "Dropbox (Centre)" are the same programs.
            let seul = nom.split([' ', '-', '(']).next().unwrap_or_default();
            SYNCHRONISES.contains(&nom.as_str())
                || ["onedrive", "dropbox", "nextcloud", "owncloud", "kdrive"].contains(&seul)
        });
        par_nom
            || [".dropbox.cache", ".nextcloudsync.log", ".stfolder", ".owncloudsync.log"]
                .iter()
                .any(|temoin| parent.join(temoin).exists())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_mounts_are_seen() {
        let montages = "/dev/sda1 / ext4 rw 0 0\n//nas/sante /mnt/partage\\040commun cifs rw 0 0\n\
                        tmpfs /tmp tmpfs rw 0 0\nnas:/x /srv/nfs nfs4 rw 0 0\n\
                        /dev/sdb1 /srv/nfs/local ext4 rw 0 0\n";
        for (chemin, attendu) in [
            ("/home/a/escale", false),
            ("/mnt/partage commun/escale", true),
            ("/srv/nfs/escale", true),
            ("/srv/nfs/local/escale", false),
            (r"\\serveur\partage\escale", true),
            (r"\\?\C:\Users\a", false),
            (r"\\?\UNC\serveur\partage", true),
        ] {
            assert_eq!(est_reseau(Path::new(chemin), montages), attendu, "{chemin}");
        }
    }

    #[test]
    fn synchronised_folders_are_seen() {
        for (chemin, attendu) in [
            ("/home/a/OneDrive - Ville de Paris/escale", true),
            ("/home/a/Dropbox/escale", true),
            ("/home/a/Nextcloud/escale", true),
            ("/home/a/Documents/escale", false),
            ("/home/a/megaphone", false),
        ] {
            assert_eq!(est_synchronise(Path::new(chemin)), attendu, "{chemin}");
        }
    }

    #[test]
    fn a_marker_file_is_enough() {
        let dossier = tempfile::tempdir().expect("a folder");
        let sous = dossier.path().join("centre/escale");
        std::fs::create_dir_all(&sous).expect("a folder");
        assert!(check_lieu(&sous).is_ok());
        std::fs::write(dossier.path().join(".stfolder"), "").expect("a file");
        assert_eq!(check_lieu(&sous).expect_err("refused"), Error::DossierSynchronise);
    }
}
